"""Small files that hurt their readers, made byte by byte."""

import zlib
from collections.abc import Sequence


def make_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def page_with(content: bytes, *others: bytes, resources: bytes = b"") -> bytes:
    """One page with this content stream as object 4 and `others` from object 5 on."""
    return make_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
            + resources
            + b" >> >>",
            content,
            *others,
        ]
    )


def bomb(size: int) -> bytes:
    """A page whose content, deflated twice, inflates to `size` bytes."""
    inner = zlib.compressobj(9)
    step = 2**20
    once = b"".join(inner.compress(b" " * step) for _ in range(size // step)) + inner.flush()
    return page_with(stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def form_in_itself() -> bytes:
    """A page that draws a form, which draws itself."""
    form = stream(
        b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>"
    )
    return page_with(stream(b"/F Do"), form, resources=b"/XObject << /F 5 0 R >>")


def pages_in_themselves() -> bytes:
    """A page tree whose branch is its own root."""
    return make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def many_pages(count: int) -> bytes:
    """A page tree that promises `count` pages and names one page as often."""
    kids = b"3 0 R " * count
    return make_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def huge_page() -> bytes:
    """One page that is kilometres wide."""
    return make_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99999999 99999999] >>",
        ]
    )
