/* XML element by element, through libxml2's reader: no network, no external entities, bounded depth
 * and text. For files larger than memory. */
#ifndef BASE_XML_STREAM_H
#define BASE_XML_STREAM_H

#include "base/pieces.h"

struct xml_stream; /* closed with its arena */

enum xml_step { XML_STEP_BEGIN, XML_STEP_FINISH, XML_STEP_END, XML_STEP_BROKEN };

struct xml_stream *xml_stream_open(struct arena *arena, struct pieces *pieces);
/* The next beginning or end of an element. An element without content begins and ends, too. */
enum xml_step xml_stream_next(struct xml_stream *stream);
struct str xml_stream_name(struct xml_stream *stream); /* valid until the next step */
/* Without its prefix; and the namespace, "" if there is none. */
struct str xml_stream_local_name(struct xml_stream *stream);
struct str xml_stream_namespace(struct xml_stream *stream);
/* At the end of an element without children: what stands in it, at most XML_TEXT_MAX bytes. */
enum { XML_TEXT_MAX = 4096 };
struct str xml_stream_text(struct xml_stream *stream);
/* A copy of an attribute in `arena`, or the empty view. */
struct str xml_stream_attribute(struct xml_stream *stream, struct arena *arena, const char *name);
/* Where the reader is, and what broke. */
uint64_t xml_stream_at(struct xml_stream *stream);
size_t xml_stream_line(struct xml_stream *stream);
struct str xml_stream_problem(struct xml_stream *stream);

#endif
