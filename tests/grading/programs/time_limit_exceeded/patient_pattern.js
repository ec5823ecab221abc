// A pattern that takes time without end for a text that does not fit it.
/^(\w+\s?)*$/.test('aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa!');
