block = bytearray(8 << 30)
