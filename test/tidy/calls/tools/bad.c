int main(void) { return sprintf(a, b); }
