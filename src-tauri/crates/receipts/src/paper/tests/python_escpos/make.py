"""Makes the raster commands of python-escpos for the pictures beside this file.

Run it with python-escpos 3.1 (`pip install python-escpos==3.1`): python make.py
"""

from pathlib import Path

from escpos.printer import Dummy
from PIL import Image

for path in sorted(Path(__file__).parent.glob("*.png")):
    printer = Dummy()
    with Image.open(path) as picture:
        printer.image(picture.convert("L"), impl="bitImageRaster", fragment_height=128)
    path.with_suffix(".bin").write_bytes(printer.output)
