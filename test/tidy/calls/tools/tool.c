int main(void) { return atoi("1"); } /* a tool may */
