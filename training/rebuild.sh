#!/bin/sh
# Rebuilds the word lists and the channel decoder's networks from Debian's packages and npm ones, with fixed seeds.
#
#     training/rebuild.sh FOLDER [PAGES [MINUTES [WEAK_PAGES [RUSSIAN_PAGES [MINUTES_ON [ENGLISH_PAGES]]]]]]
#
# FOLDER gets the packages, texts, pages and checkpoints (5 GB); what is there is not made again. Needs Debian 12 with
# apt, npm, dpkg, tesseract-ocr and the faces of training/README.md installed, and `pip install torch==2.13.0`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 pages=${2:-982} minutes=${3:-120} weak=${4:-164} russian=${5:-215} minutes_on=${6:-40} english=${7:-388}
mkdir -p "$folder/debs" "$folder/lists" "$folder/weights/best" "$folder/weights/fast"
cd "$folder"

if [ ! -e debs/done ]; then
    # the packages of training/README.md, and every other one that holds Kazakh messages
    (cd debs && grep -v '^#' "$here/packages.txt" | xargs apt-get download)
    touch debs/done
fi
if [ ! -e lists/kaz.txt ]; then
    for language in kaz rus eng; do
        dpkg --fsys-tarfile debs/tesseract-ocr-"$language"_*.deb | tar -xO --wildcards "*/$language.traineddata" \
            > "lists/$language.traineddata"
        combine_tessdata -u "lists/$language.traineddata" "lists/$language."
        dawg2wordlist "lists/$language.lstm-unicharset" "lists/$language.lstm-word-dawg" "lists/$language.txt"
    done
    # what general Kazakh uses often: the lists that Tesseract 3 had
    npm pack @tesseract.js-data/kaz
    tar -xOf tesseract.js-data-kaz-*.tgz package/4.0.0/kaz.traineddata.gz | gunzip > lists/kaz3.traineddata
    combine_tessdata -u lists/kaz3.traineddata lists/kaz3.
    dawg2wordlist lists/kaz3.unicharset lists/kaz3.word-dawg lists/kaz-common.txt
    dawg2wordlist lists/kaz3.unicharset lists/kaz3.bigram-dawg lists/kaz-pairs.txt
    cp lists/eng.traineddata lists/rus.traineddata weights/fast/
    npm pack @tesseract.js-data/eng
    tar -xOf tesseract.js-data-eng-*.tgz package/4.0.0_best_int/eng.traineddata.gz | gunzip > weights/best/eng.traineddata
    for kind in best fast; do cp -r /usr/share/tesseract-ocr/5/tessdata/configs "weights/$kind/"; done
fi
if [ ! -e weights/faces/done ]; then
    # faces that Debian has not
    mkdir -p weights/faces
    PYTHONPATH=$here python -c "from pages import SERIF_MORE, SANS_MORE; print(*SERIF_MORE, *SANS_MORE, sep='\n')" |
        sed -E 's/([a-z])([A-Z0-9])/\1-\2/g; s/([A-Z]+)([A-Z][a-z])/\1-\2/g' | tr '[:upper:]' '[:lower:]' | while read -r face; do
        npm pack "@expo-google-fonts/$face"
        for file in $(tar -tf expo-google-fonts-"$face"-*.tgz | grep -E '_(400Regular|700Bold)\.ttf$'); do
            tar -xOf expo-google-fonts-"$face"-*.tgz "$file" > "weights/faces/${file##*/}"
        done
    done
    touch weights/faces/done
fi
[ -e texts/kk.txt ] || python "$here/texts.py" debs texts
python "$here/lexicons.py" lists texts
python "$here/pages.py" texts lists weights pages 0 "$pages"
# more of what is read worst
python "$here/pages.py" texts lists weights pages 10000 $((10000 + weak))
# one network for all readers, then one for each kind of weights, trained on from it
[ -e tagger.pt ] || python "$here/tagger.py" pages texts lists "$minutes" tagger.pt
python "$here/pages.py" texts lists weights pages 20000 $((20000 + russian))
python "$here/pages.py" texts lists weights pages 30000 $((30000 + english))
for kind in english russian; do
    [ -e $kind.pt ] || python "$here/tagger.py" pages texts lists "$minutes_on" $kind.pt tagger.pt 8e-4 4e-6 $kind
    python "$here/export.py" $kind.pt "$here/../pipeline/repair/model/$kind.npz" pages $kind
done
