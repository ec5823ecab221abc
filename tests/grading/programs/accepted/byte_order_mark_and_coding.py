# -*- coding: utf-8 -*-
größe = sum(map(int, input().split()))
print(größe)
