void act(void) { puts("to a person"); free(malloc(3)); }
