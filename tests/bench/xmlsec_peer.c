/* The peer of `cargo xtask bench`: libxmlsec1 (and libxml2) in one process, doing what
 * tests/bench/worker.rs does.
 *
 *   xmlsec_peer verify FILE.xml CERTIFICATE.pem    parse, and verify the first Signature
 *   xmlsec_peer c14n   FILE.xml                    exclusive C14N of a parsed document
 *
 * Each line on standard input is a number of rounds; the answer is one line: the nanoseconds of
 * CPU time they took, and the most memory the process has had so far, in KiB.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

static const int OPTIONS = XML_PARSE_NONET | XML_PARSE_HUGE;

static void fail(const char *what) {
    fprintf(stderr, "xmlsec_peer: %s\n", what);
    exit(1);
}

static char *read_file(const char *name, int *length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail(name);
    long size = ftell(file);
    char *bytes = malloc((size_t)size + 1);
    rewind(file);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) fail(name);
    fclose(file);
    *length = (int)size;
    return bytes;
}

static xmlDocPtr parse(const char *bytes, int length) {
    xmlDocPtr document = xmlReadMemory(bytes, length, NULL, NULL, OPTIONS);
    if (document == NULL) fail("the file cannot be parsed");
    return document;
}

/* Makes the ID of an element a target of references. */
static void declare_id(xmlDocPtr document, xmlNodePtr element) {
    xmlAttrPtr attribute = xmlHasProp(element, BAD_CAST "ID");
    if (attribute == NULL) return;
    xmlChar *value = xmlNodeListGetString(document, attribute->children, 1);
    xmlAddID(NULL, document, value, attribute);
    xmlFree(value);
}

static void verify(const char *bytes, int length, xmlSecKeyPtr key) {
    xmlDocPtr document = parse(bytes, length);
    xmlNodePtr root = xmlDocGetRootElement(document);
    /* Only where a signed element can be: the root and its children. */
    declare_id(document, root);
    for (xmlNodePtr child = root->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) declare_id(document, child);
    }
    xmlNodePtr signature = xmlSecFindNode(root, xmlSecNodeSignature, xmlSecDSigNs);
    if (signature == NULL) fail("there is no Signature");
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    /* The key is given, so no time goes into KeyInfo. */
    context->signKey = xmlSecKeyDuplicate(key);
    if (xmlSecDSigCtxVerify(context, signature) < 0) fail("the Signature cannot be verified");
    if (context->status != xmlSecDSigStatusSucceeded) fail("the Signature is not valid");
    xmlSecDSigCtxDestroy(context);
    xmlFreeDoc(document);
}

static int swallow(void *context, const char *buffer, int length) {
    (void)buffer;
    *(long *)context += length;
    return length;
}

static void canonicalize(xmlDocPtr document) {
    long written = 0;
    xmlOutputBufferPtr out = xmlOutputBufferCreateIO(swallow, NULL, &written, NULL);
    if (xmlC14NExecute(document, NULL, NULL, XML_C14N_EXCLUSIVE_1_0, NULL, 0, out) < 0) {
        fail("there is no canonical form");
    }
    xmlOutputBufferClose(out);
    if (written == 0) fail("the canonical form is empty");
}

static long long cpu_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (long long)now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int argc, char **argv) {
    int is_c14n = argc == 3 && strcmp(argv[1], "c14n") == 0;
    int is_verify = argc == 4 && strcmp(argv[1], "verify") == 0;
    if (!is_c14n && !is_verify) {
        fprintf(stderr, "usage: xmlsec_peer verify FILE CERTIFICATE | c14n FILE\n");
        return 64;
    }
    xmlInitParser();
    if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) {
        fail("libxmlsec1 does not start");
    }
    int length = 0;
    char *bytes = read_file(argv[2], &length);
    xmlDocPtr document = is_c14n ? parse(bytes, length) : NULL;
    xmlSecKeyPtr key = NULL;
    if (is_verify) {
        key = xmlSecCryptoAppKeyLoad(argv[3], xmlSecKeyDataFormatCertPem, NULL, NULL, NULL);
        if (key == NULL) fail("the certificate cannot be read");
    }
    printf("ready\n");
    fflush(stdout);

    long rounds = 0;
    while (scanf("%ld", &rounds) == 1) {
        long long start = cpu_nanoseconds();
        for (long i = 0; i < rounds; i++) {
            if (is_verify) {
                verify(bytes, length, key);
            } else {
                canonicalize(document);
            }
        }
        long long spent = cpu_nanoseconds() - start;
        struct rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        printf("%lld %ld\n", spent, usage.ru_maxrss);
        fflush(stdout);
    }
    return 0;
}
