/// The few parts of libcurl 4 that are used, declared anew: neither its headers nor the library are needed to build or to
/// start. In C, because its functions that set and get options take a variable number of arguments.
///
/// Nothing but `curl_shim_load` may be called before that has answered true.
#ifndef CURL_SHIM_H
#define CURL_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Loads the library by its file's name and prepares it. False where there is none, or one older than 7.68, which lacks
/// some of it; nothing has changed then.
bool curl_shim_load(const char *name);

/// One transfer after another, with the connections that they leave open.
typedef struct {
  void *_Nullable easy;
  void *_Nullable multi;
} CurlShimLine;

/// False where there is no memory.
bool curl_shim_open(CurlShimLine *line);
void curl_shim_close(CurlShimLine line);
/// Options as at the beginning; connections stay open.
void curl_shim_reset(CurlShimLine line);

/// Bytes that came, or room for bytes to send: answers how many were taken or given.
typedef size_t (*CurlShimBytes)(char *bytes, size_t size, size_t count, void *_Nullable context);

/// Options, by libcurl's numbers. Each answers libcurl's code, 0 where all is well.
int curl_shim_set_number(CurlShimLine line, int option, long value);
int curl_shim_set_size(CurlShimLine line, int option, int64_t value);
int curl_shim_set_pointer(CurlShimLine line, int option, const void *_Nullable value);
int curl_shim_set_bytes(CurlShimLine line, int option, CurlShimBytes value);
/// The number that libcurl gives an option of this name; -1 where it knows none, or does not tell.
int curl_shim_option(const char *name);

/// What libcurl knows of the last transfer; 0 where it does not.
long curl_shim_number(CurlShimLine line, int info);
/// A code in words.
const char *curl_shim_words(int code);

/// A list of lines, for the head of a request.
void *_Nullable curl_shim_append(void *_Nullable list, const char *text);
void curl_shim_free(void *_Nullable list);

/// The transfer was called off.
#define CURL_SHIM_STOPPED -1

/// Does the transfer, on this thread, to its end. Whenever something happens, `isStopped` is asked.
int curl_shim_run(CurlShimLine line, bool (*isStopped)(void *_Nullable), void *_Nullable context);
/// Makes a transfer that waits ask whether it is called off. May be called on any thread.
void curl_shim_wake(CurlShimLine line);

#pragma clang assume_nonnull end

#endif
