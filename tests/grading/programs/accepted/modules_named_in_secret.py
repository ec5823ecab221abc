# Modules whose names stand in no import statement are found as well.
import importlib

elements = importlib.import_module("xml.etree." + "ElementTree")
lzma = __import__("lz" + "ma")
ctypes = importlib.import_module("ctypes")
assert lzma.decompress(lzma.compress(b"x")) == b"x" and elements.XML("<a/>").tag == "a"
assert ctypes.sizeof(ctypes.c_long) in (4, 8)
print(sum(map(int, input().split())))
