/* The first page of a territory. */
#ifndef DOMAIN_WINDOW_HOME_H
#define DOMAIN_WINDOW_HOME_H

#include "domain/window/window.h"

void window_home(struct request *request, struct response *response);

#endif
