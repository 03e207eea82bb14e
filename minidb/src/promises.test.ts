import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

/**
 * The promises of minidb, each with the test that shows it. Every fault that was ever found has a line. Figures (speed,
 * memory, the time of a start) are in bench/results. Transactions are refused by name: the product uses none.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
const SHOWN: Record<string, [file: string, test: string][]> = {
  // Faults that were found
  'a reply over 17 MB fails alone': [
    ['minidb/src/wire/connection.test.ts', 'tells 100,000 ids that are taken, the first of them with a message'],
    ['minidb/src/wire/connection.test.ts', 'refuses distinct values of more than 16 MB, and goes on'],
  ],
  'a worker that dies is told, open requests get 503, and the product starts anew within 2 s': [
    ['minidb/src/worker-death.test.ts', 'tells that the worker died, and why'],
    ['tests/e2e/database-death.test.ts', 'answers open requests 503, says why in the log'],
    ['tests/e2e/database-death.test.ts', 'starts again after a crash of native code'],
  ],
  'a full disk refuses writes and goes on reading': [
    ['minidb/src/disk-full.test.ts', 'refuses writes on a full disk, goes on reading'],
  ],
  'the same session and number is done once, also after a restart': [
    ['minidb/src/durability.test.ts', 'keeps every acknowledged write and does none twice'],
    ['minidb/src/store/retries.test.ts', 'answers a write that is sent again from its record'],
  ],
  'any $in, distinct, top of a sort and count are streamed': [
    ['minidb/src/store/stream.test.ts', 'finds what any $in names'],
    ['minidb/src/store/stream.test.ts', 'gives distinct values with an index as without'],
    ['minidb/src/store/stream.test.ts', 'sorts with and without a limit as sorting everything does'],
    ['minidb/src/store/stream.test.ts', 'counts what a scan finds, whatever the filter and the indexes'],
  ],
  'maxTimeMS ends a command with code 50': [
    ['minidb/src/store/stream.test.ts', 'ends at maxTimeMS with code 50, and lets others through meanwhile'],
  ],
  'an index on several paths of one array loses no document': [
    ['tests/compat/right-or-refused.test.ts', 'documents that an index must not lose'],
  ],
  'a TTL index with a partial filter keeps what it does not cover': [
    ['minidb/src/store/turns.test.ts', 'keeps expired documents that a partial TTL index does not cover'],
  ],
  '$inc, $mul, $bit and updates by a pipeline are right or refused': [
    ['tests/compat/right-or-refused.test.ts', 'numbers that an update makes'],
    ['tests/compat/right-or-refused.test.ts', '$set in a pipeline through an array'],
    ['tests/compat/right-or-refused.test.ts', '$bit of an array is refused'],
  ],
  'types, order of fields, _id first, decimals, longs, binaries stay as sent': [
    ['minidb/src/query/bson.test.ts', 'documents come back byte for byte'],
    ['tests/compat/right-or-refused.test.ts', 'keeps types, the order of fields, and _id first'],
    ['tests/compat/right-or-refused.test.ts', 'are two in a unique index, and two groups'],
    ['tests/compat/right-or-refused.test.ts', 'long ids are in their order'],
  ],
  'commands of a connection run in their order, also without answers': [
    ['minidb/src/wire/connection.test.ts', 'does what a connection sends in its order, also without answers'],
  ],
  '$near with a sort, $slice, $lookup, $addFields, $limit 0, special signs of regular expressions, $mod': [
    ['tests/compat/right-or-refused.test.ts', '$near with a sort of another field'],
    ['tests/compat/right-or-refused.test.ts', '$lookup through an array'],
    ['minidb/src/asked.test.ts', 'what is not listed is refused by name'],
    ['minidb/src/query/regexp.test.ts', 'a regular expression'],
  ],
  'paths through arrays in filters and sorts ({"a.0.x": null}, {"a.1": {$gte: []}}, dotted sorts)': [
    ['tests/properties/twins.test.ts', 'filters with indexes'],
    ['tests/properties/twins.test.ts', 'sorts'],
  ],
  'snapshot reads, w: 2, hints and unknown fields are refused': [
    ['minidb/src/asked.test.ts', 'read concerns that promise more, and more nodes than one'],
    ['tests/compat/right-or-refused.test.ts', 'what would be ignored'],
  ],
  'an update that finds nothing makes no collection; indexes are made together or not at all': [
    ['tests/compat/right-or-refused.test.ts', 'that finds nothing makes no collection'],
    ['tests/compat/right-or-refused.test.ts', 'a list of indexes of which one cannot be makes none'],
    ['minidb/src/store/turns.test.ts', 'of a unique index that cannot be, and nothing of it stays'],
  ],
  'no name reaches Object.prototype': [
    ['minidb/src/refused.test.ts', 'leaves Object.prototype alone, whatever a filter or an update is called'],
  ],
  'a damaged file is a sentence, never a crash': [
    ['minidb/src/store/damage.test.ts', 'is refused in a sentence or read whole'],
    ['minidb/src/store/damage.test.ts', 'is an error that names it and marks the server, and the others are answered'],
    ['admin-api/src/http/outage.test.ts', 'is not ready once a row was found damaged, and logs which'],
  ],
  'a pid that belongs to another process now holds no lock': [
    ['minidb/src/store/lock.test.ts', 'takes a lock over whose number was given to another process since'],
  ],
  'a client that does not read waits': [
    ['minidb/src/wire/connection.test.ts', 'holds one answer for a client that sends a hundred questions of 12 MB'],
  ],
  // Deliver
  '1. less: what is answered is what the product asks': [
    ['minidb/src/asked.test.ts', 'what is answered is what is listed'],
    ['tests/support/listen-to-commands.ts', 'asked'],
  ],
  '2. truth: 20,000 questions beside the other server': [['tests/properties/twins.test.ts', 'updates']],
  '3. streaming: long work yields, sorts are bounded': [
    ['minidb/src/store/turns.test.ts', 'beside a long write others are answered'],
    ['minidb/src/store/turns.test.ts', 'removes expired documents in parts, between which others have their turn'],
    ['minidb/src/store/stream.test.ts', 'changes each once, and others are answered meanwhile'],
    ['minidb/src/store/turns.test.ts', 'a write of one document that no index leads to'],
    ['minidb/src/refused.test.ts', 'refuses to hold more than 100 MB for a sort'],
  ],
  '4. never stops': [
    ['minidb/src/wire/connection.test.ts', 'survives 10,000 frames that are none'],
    ['minidb/src/wire/connection.test.ts', 'survives 5,000 commands with fields that nobody sends'],
    ['minidb/src/wire/connection.test.ts', 'splits batches at 16 MB'],
  ],
  '5. durable: backup, restore, repair, migrate, records of 30 minutes': [
    ['minidb/src/store/damage.test.ts', 'backs a running database up to one file, and restores it'],
    ['minidb/src/store/damage.test.ts', 'repairs by copying what is whole into a new file, and says what it left'],
    ['tests/compat/migrate.test.ts', 'moves a whole database out of minidb and back'],
    ['tests/compat/migrate.test.ts', 'goes on where it was cut off'],
    ['minidb/src/store/retries.test.ts', 'forgets a record after half an hour'],
  ],
  '6. transactions are refused': [['minidb/src/refused.test.ts', 'refuses transactions: the product uses none']],
  '8. manners: sign-in where others reach it, mongosh': [
    ['minidb/src/commands/scram.test.ts', 'does not start without an account'],
    ['minidb/src/commands/inspect.test.ts', 'tells mongosh what is running, how large a collection is'],
  ],
}

it.each(Object.entries(SHOWN))('%s', (_, tests) => {
  for (const [file, test] of tests) expect(readFileSync(path.join(ROOT, file), 'utf8'), file).toContain(test)
})
