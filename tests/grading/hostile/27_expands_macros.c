// Has the preprocessor double a line forty times.
// verdict: compile_error
#define A(x) x x
#define B(x) A(A(A(A(A(A(A(A(x))))))))
#define C(x) B(B(B(B(B(x)))))

int main(void)
{
    C(1;)
}
