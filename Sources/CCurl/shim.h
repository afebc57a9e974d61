#ifndef TANFENG_CURL_SHIM_H
#define TANFENG_CURL_SHIM_H

#include <curl/curl.h>
#include <stdio.h>

// Swift cannot call functions with a variable number of arguments; one wrapper for each kind of option.

static inline CURLcode tanfeng_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tanfeng_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tanfeng_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tanfeng_curl_set_input(CURL *handle, FILE *value) {
    return curl_easy_setopt(handle, CURLOPT_READDATA, value);
}

static size_t tanfeng_curl_discard(char *data, size_t size, size_t count, void *context) {
    (void)data;
    (void)context;
    return size * count;
}

// Without it libcurl prints the answer.
static inline CURLcode tanfeng_curl_discard_answer(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, tanfeng_curl_discard);
}

static inline long tanfeng_curl_status(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

#endif
