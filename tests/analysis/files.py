"""Make small PDF and Word files."""

import io
import zipfile
from collections.abc import Mapping, Sequence

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)
LEADING, SIZE, LEFT, TOP = 14, 11, 72, 720


def pdf_file(pages: Sequence[str], **properties: str) -> bytes:
    """Return a PDF with the lines of each page; an empty line is the space of one."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        content = _drawn(page)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (first + 2 * number + 1)
        )
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
    written = "".join(f"/{key}({value})" for key, value in properties.items())
    return assembled([*objects, f"<<{written}>>".encode()])


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return the PDF of ``objects``: the first is its catalogue, the last its properties."""
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = len(objects) + 1
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {size}\n0000000000 65535 f \n{entries}"
    end = f"trailer<</Size {size}/Root 1 0 R/Info {len(objects)} 0 R{trailer}>>"
    return content + f"{table}{end}\nstartxref\n{len(content)}\n%%EOF".encode()


def _drawn(page: str) -> bytes:
    lines = [
        f"1 0 0 1 {LEFT} {TOP - LEADING * number} Tm ({line}) Tj"
        for number, line in enumerate(page.strip("\n").split("\n"))
        if line.strip()
    ]
    drawing = "\n".join([f"BT /F1 {SIZE} Tf", *lines, "ET"])
    return drawing.encode("cp1252")


def word_file(body: str, properties: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file: ``body`` stands in w:body, ``properties`` among the core properties."""
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return archive(
        {
            "word/document.xml": document,
            "docProps/core.xml": f"<cp:coreProperties {CORE}>{properties}</cp:coreProperties>",
            **(parts or {}),
        }
    )


def paragraph(text: str) -> str:
    """Return a paragraph of a Word file.

    >>> paragraph("Aid rises.")
    '<w:p><w:r><w:t>Aid rises.</w:t></w:r></w:p>'
    """
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def archive(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file of ``parts``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()
