"""Makes tests/corpus/pages: some documents of the corpus in every layout, and some as scans in black and white.

    python -m benchmarks.layouts.pages

Needs what `make.py` needs; the same bytes come of it where versions of WeasyPrint and of the fonts are the same.
"""

from pathlib import Path

from benchmarks.layouts.make import scan, text_to_html

CORPUS = Path("tests/corpus")
PAGES = (
    ("final/bylaw-en", "columns"),
    ("developed/privacy-unnumbered-ru", "columns"),
    ("round-2/cdn-en", "spanning"),
    ("last/school-ru", "spanning"),
    ("unseen/api-terms-en", "three"),
    ("round-1/internet-home-kk", "three"),
    ("round-1/cloud-vdc-ru", "landscape"),
    ("round-1/hosting-web-en", "landscape"),
    ("round-1/colocation-en", "margin"),
    ("later/rent-en", "margin"),
    ("round-3/parcel-kk", "hanging"),
    ("developed/insurance-ru", "centred"),
    ("unseen/telecom-memo-kk", "serif"),
    ("later/dpa-en", "small"),
    ("round-3/saas-support-en", "spanning"),
    ("round-4/acquiring-ru", "tight"),
)
SCANS = (
    ("blind/lift-kk", "columns"),
    ("developed/licence-en", "serif"),
    ("fresh/cloud-sla-mixed-kk", "small"),
    ("last/decree-ru", "columns"),
    ("round-3/parcel-kk", "small"),
    ("unseen/deposit-ru", "tight"),
)
FIRST_SEED = 15  # of the scans


def main() -> None:
    import weasyprint

    folder = CORPUS / "pages"
    folder.mkdir(exist_ok=True)
    seeds = dict(zip(SCANS, range(FIRST_SEED, FIRST_SEED + len(SCANS)), strict=True))
    for name, style in (*PAGES, *SCANS):
        pdf = folder / f"{name.replace('/', '-')}.{style}.pdf"
        weasyprint.HTML(string=text_to_html((CORPUS / f"{name}.txt").read_text("utf-8"), style)).write_pdf(pdf)
        if (name, style) in seeds:
            scan(pdf, pdf.with_suffix(".scan.pdf"), seeds[name, style], one_bit=True)
            pdf.unlink()


if __name__ == "__main__":
    main()
