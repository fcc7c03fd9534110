#include "CurlShim.h"

#include <dlfcn.h>
#include <string.h>

/// As libcurl reports the end of a transfer.
typedef struct {
  int kind;
  void *easy;
  union {
    void *other;
    int code;
  } data;
} Message;

/// What libcurl tells of one of its options.
typedef struct {
  const char *name;
  int number;
} Option;

/// Each as libcurl declares it, with its handles as plain pointers.
typedef struct {
  int (*global_init)(long);
  void *(*easy_init)(void);
  void (*easy_cleanup)(void *);
  void (*easy_reset)(void *);
  int (*easy_setopt)(void *, int, ...);
  int (*easy_getinfo)(void *, int, ...);
  const char *(*easy_strerror)(int);
  void *(*multi_init)(void);
  int (*multi_cleanup)(void *);
  int (*multi_add_handle)(void *, void *);
  int (*multi_remove_handle)(void *, void *);
  int (*multi_perform)(void *, int *);
  int (*multi_poll)(void *, void *, unsigned int, int, int *);
  int (*multi_wakeup)(void *);
  Message *(*multi_info_read)(void *, int *);
  void *(*slist_append)(void *, const char *);
  void (*slist_free_all)(void *);
  /// From version 7.73 on; what else is here is needed.
  const Option *(*easy_option_by_name)(const char *);
} Functions;

static Functions curl;

static bool find(void *library, const char *name, void *place) {
  void *symbol = dlsym(library, name);
  // The way to make a function of a symbol that POSIX shows.
  memcpy(place, &symbol, sizeof symbol);
  return symbol != NULL;
}

bool curl_shim_load(const char *name) {
  void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (library == NULL) return false;
  const long everything = 3;
  Functions found;
  (void)find(library, "curl_easy_option_by_name", &found.easy_option_by_name);
  bool isComplete = find(library, "curl_global_init", &found.global_init)
    && find(library, "curl_easy_init", &found.easy_init) && find(library, "curl_easy_cleanup", &found.easy_cleanup)
    && find(library, "curl_easy_reset", &found.easy_reset) && find(library, "curl_easy_setopt", &found.easy_setopt)
    && find(library, "curl_easy_getinfo", &found.easy_getinfo)
    && find(library, "curl_easy_strerror", &found.easy_strerror)
    && find(library, "curl_multi_init", &found.multi_init) && find(library, "curl_multi_cleanup", &found.multi_cleanup)
    && find(library, "curl_multi_add_handle", &found.multi_add_handle)
    && find(library, "curl_multi_remove_handle", &found.multi_remove_handle)
    && find(library, "curl_multi_perform", &found.multi_perform)
    && find(library, "curl_multi_poll", &found.multi_poll) && find(library, "curl_multi_wakeup", &found.multi_wakeup)
    && find(library, "curl_multi_info_read", &found.multi_info_read)
    && find(library, "curl_slist_append", &found.slist_append)
    && find(library, "curl_slist_free_all", &found.slist_free_all);
  if (!isComplete || found.global_init(everything) != 0) {
    (void)dlclose(library);
    return false;
  }
  curl = found;
  return true;
}

bool curl_shim_open(CurlShimLine *line) {
  void *easy = curl.easy_init();
  void *multi = curl.multi_init();
  if (easy != NULL && multi != NULL) {
    line->easy = easy;
    line->multi = multi;
    return true;
  }
  if (easy != NULL) curl.easy_cleanup(easy);
  if (multi != NULL) (void)curl.multi_cleanup(multi);
  return false;
}

void curl_shim_close(CurlShimLine line) {
  curl.easy_cleanup(line.easy);
  (void)curl.multi_cleanup(line.multi);
}

void curl_shim_reset(CurlShimLine line) { curl.easy_reset(line.easy); }

int curl_shim_set_number(CurlShimLine line, int option, long value) {
  return curl.easy_setopt(line.easy, option, value);
}

int curl_shim_set_size(CurlShimLine line, int option, int64_t value) {
  return curl.easy_setopt(line.easy, option, value);
}

int curl_shim_set_pointer(CurlShimLine line, int option, const void *value) {
  return curl.easy_setopt(line.easy, option, value);
}

int curl_shim_set_bytes(CurlShimLine line, int option, CurlShimBytes value) {
  return curl.easy_setopt(line.easy, option, value);
}

int curl_shim_option(const char *name) {
  if (curl.easy_option_by_name == NULL) return -1;
  const Option *option = curl.easy_option_by_name(name);
  return option == NULL ? -1 : option->number;
}

long curl_shim_number(CurlShimLine line, int info) {
  long value = 0;
  return curl.easy_getinfo(line.easy, info, &value) == 0 ? value : 0;
}

const char *curl_shim_words(int code) { return curl.easy_strerror(code); }

void *curl_shim_append(void *list, const char *text) { return curl.slist_append(list, text); }

void curl_shim_free(void *list) { curl.slist_free_all(list); }

void curl_shim_wake(CurlShimLine line) { (void)curl.multi_wakeup(line.multi); }

/// What libcurl says of the transfer once it has ended.
static int ended(CurlShimLine line) {
  const int failed_init = 2, done = 1;
  int left = 0;
  for (Message *message; (message = curl.multi_info_read(line.multi, &left)) != NULL;) {
    if (message->kind == done && message->easy == line.easy) return message->data.code;
  }
  return failed_init;
}

int curl_shim_run(CurlShimLine line, bool (*isStopped)(void *), void *context) {
  const int out_of_memory = 27, longest_wait = 1000;
  if (curl.multi_add_handle(line.multi, line.easy) != 0) return out_of_memory;
  int running = 1;
  int code = 0;
  while (running > 0 && code == 0) {
    if (isStopped(context)) {
      code = CURL_SHIM_STOPPED;
    } else if (curl.multi_perform(line.multi, &running) != 0) {
      code = out_of_memory;
    } else if (running > 0 && curl.multi_poll(line.multi, NULL, 0, longest_wait, NULL) != 0) {
      code = out_of_memory;
    }
  }
  if (code == 0) code = ended(line);
  (void)curl.multi_remove_handle(line.multi, line.easy);
  return code;
}
