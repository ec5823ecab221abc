// Says that its lines come from a secret file: a compiler that shows the line of an error would
// read it from there.
// verdict: compile_error
#line 1 "SECRET_FILE"
int main(void) { return no_such_name; }
