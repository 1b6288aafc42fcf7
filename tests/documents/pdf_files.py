"""PDF files, written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def pdf_of(streams: Iterable[bytes], entries: bytes = b"") -> bytes:
    """A PDF of pages with these streams, whose dictionaries have these *entries*."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for stream in streams:
        head = b"<</Length %d%s>>" % (len(stream), entries)
        objects.append(b"%sstream\n%s\nendstream" % (head, stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents %d 0 R"
            b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
            % len(objects)
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), references)
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of *objects*, numbered from 1; the first is the catalogue."""
    content = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(content),
    )  # fmt: skip
