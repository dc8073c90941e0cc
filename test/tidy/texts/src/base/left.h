/* TODO later, FIXME, XXX and HACK; but not TODOS or HACKED. */
