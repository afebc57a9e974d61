#include <libxml/xmlversion.h>

// The system's ICU would stand beside the one that Foundation brings along; nothing of it is used here.
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlreader.h>
