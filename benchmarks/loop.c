/* Both cascades as plain C loops with the course's own luck: what a processor can do. Compiled by cascades.py. */
#include <stdint.h>

static uint64_t luck(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) >> 11;
}

/* Plays the runs with these keys; writes how many accounts each reached; returns how many contacts were touched. */
int64_t share(const int64_t *first, const int32_t *receivers, const uint64_t *limits, int one_limit,
              const int64_t *seeds, int64_t many, const uint64_t *keys, int64_t runs,
              uint8_t *active, int32_t *queue, int64_t *reach) {
    int64_t touched = 0;
    for (int64_t run = 0; run < runs; run++) {
        int64_t head = 0, tail = 0;
        for (; tail < many; tail++) active[queue[tail] = (int32_t)seeds[tail]] = 1;
        for (; head < tail; head++) {
            int32_t sender = queue[head];
            uint64_t base = keys[run] + (uint64_t)sender * 0xD1342543DE82EF95u;
            touched += first[sender + 1] - first[sender];
            for (int64_t i = first[sender]; i < first[sender + 1]; i++) {
                int32_t r = receivers[i];
                if (luck(base + (uint64_t)r * 0x9E3779B97F4A7C15u) < limits[one_limit ? 0 : r] && !active[r]) {
                    active[r] = 1;
                    queue[tail++] = r;
                }
            }
        }
        for (int64_t i = 0; i < tail; i++) active[queue[i]] = 0;
        reach[run] = tail;
    }
    return touched;
}

int64_t threshold(const int64_t *first, const int32_t *receivers, const int64_t *degree,
                  const int64_t *seeds, int64_t many, const uint64_t *keys, int64_t runs,
                  uint8_t *active, int32_t *missing, int32_t *queue, int32_t *heard, int64_t *reach) {
    int64_t touched = 0;
    for (int64_t run = 0; run < runs; run++) {
        int64_t head = 0, tail = 0, seen = 0;
        for (; tail < many; tail++) active[queue[tail] = (int32_t)seeds[tail]] = 1;
        for (; head < tail; head++) {
            int32_t sender = queue[head];
            touched += first[sender + 1] - first[sender];
            for (int64_t i = first[sender]; i < first[sender + 1]; i++) {
                int32_t r = receivers[i];
                if (active[r]) continue;
                if (!missing[r]) {
                    uint64_t z = luck(keys[run] + (uint64_t)r * (0xD1342543DE82EF95u + 0x9E3779B97F4A7C15u));
                    heard[seen++] = r;
                    missing[r] = (int32_t)(degree[r] - (int64_t)((double)z / 9007199254740992.0 * (double)degree[r]));
                }
                if (!--missing[r]) {
                    active[r] = 1;
                    queue[tail++] = r;
                }
            }
        }
        for (int64_t i = 0; i < tail; i++) active[queue[i]] = 0;
        for (int64_t i = 0; i < seen; i++) missing[heard[i]] = 0;
        reach[run] = tail;
    }
    return touched;
}
