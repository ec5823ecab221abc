# -*- coding: martian -*-
print(7)
