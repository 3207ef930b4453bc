"""Files as people upload them, made on the spot."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    """A blue picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (27, 75, 133)).save(buffer, kind, **more)
    return buffer.getvalue()


def picture_with_position() -> bytes:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 6.0, 40.0), 3: "E", 4: (111.0, 2.0, 0.0)})
    return picture(exif=exif)


def office_file(*parts: str) -> bytes:
    """A zip with these parts, as an office program writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return buffer.getvalue()
