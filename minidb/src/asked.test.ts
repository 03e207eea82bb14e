import { describe, expect, it } from 'vitest'
import { ALSO_ANSWERED } from './also-answered'
import { ASKED } from './asked'
import { COMMANDS, commandNamed } from './commands/index'
import { COMMON, READ_LEVELS, knows } from './commands/context'
import { OPTIONS } from './commands/options'
import { EXPRESSION_OPERATORS, compileExpression } from './query/expression'
import { FILTER_CLAUSES, FILTER_OPERATORS, compile } from './query/match'
import { ACCUMULATORS, STAGES, compileStages } from './query/pipeline'
import { compileProjection } from './query/project'
import { PUSH_MODIFIERS, UPDATE_OPERATORS, compileUpdate } from './query/update'

const LISTED = new Set([...ASKED, ...ALSO_ANSWERED])
const listed = (beginning: string) =>
  [...LISTED].filter((shape) => shape.startsWith(beginning)).map((shape) => shape.slice(beginning.length))

/** The tables of the code with everything that is answered, beside the list of what is asked. */
const TABLES: [what: string, answered: readonly string[], list: string[]][] = [
  [
    'commands',
    Object.keys(COMMANDS).filter((name) => name !== 'findandmodify'),
    [...LISTED].filter((shape) => /^\w+$/.test(shape)),
  ],
  [
    'filters',
    [...Object.keys(FILTER_OPERATORS), ...Object.keys(FILTER_CLAUSES)],
    listed('filter ').filter((name) => name.startsWith('$')),
  ],
  [
    'updates',
    [...Object.keys(UPDATE_OPERATORS), ...PUSH_MODIFIERS.map((name) => `$push.${name}`)],
    listed('update ').filter((name) => name.startsWith('$')),
  ],
  ['expressions', Object.keys(EXPRESSION_OPERATORS), listed('expression ')],
  [
    'stages',
    [
      ...Object.keys(STAGES),
      '$geoNear',
      '$currentOp',
      '$collStats',
      '$unionWith',
      ...OPTIONS.geoNear.map((name) => `$geoNear.${name}`),
      ...OPTIONS.unionWith.map((name) => `$unionWith.${name}`),
    ],
    listed('stage '),
  ],
  ['accumulators', Object.keys(ACCUMULATORS), listed('accumulator ')],
  ['index options', OPTIONS.ofIndex, listed('index ').filter((name) => !name.startsWith('key '))],
  [
    'fields of any command',
    [...COMMON, ...READ_LEVELS.map((level) => `readConcern.level "${level}"`)],
    listed('any.').filter((name) => !name.startsWith('writeConcern.')),
  ],
  ...Object.entries(OPTIONS)
    .filter(([name]) => !name.startsWith('of') && name !== 'geoNear' && name !== 'unionWith')
    .map(([name, options]): [string, readonly string[], string[]] => [
      `options of ${name}`,
      options,
      [...listed(`${name}.`)].filter((option) => !option.includes('.')),
    ]),
  ['parts of an update', OPTIONS.ofUpdate, listed('update.updates.')],
  ['parts of a delete', OPTIONS.ofDelete, listed('delete.deletes.')],
]

describe('what is answered is what is listed', () => {
  it.each(TABLES)('%s', (_, answered, list) => {
    expect([...answered].sort()).toEqual([...list].sort())
  })
})

/** MongoDB's own names, from its reference. */
const FILTERS =
  '$eq $gt $gte $in $lt $lte $ne $nin $not $exists $type $mod $regex $options $all $elemMatch $size $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $geoIntersects $geoWithin $near $nearSphere'
const CLAUSES = '$and $nor $or $expr $jsonSchema $text $where $comment $rand'
const UPDATES =
  '$currentDate $inc $min $max $mul $rename $set $setOnInsert $unset $addToSet $pop $pull $push $pullAll $bit'
const EXPRESSIONS =
  '$abs $add $ceil $divide $exp $floor $ln $log $mod $multiply $pow $round $sqrt $subtract $trunc $arrayElemAt $concatArrays $filter $first $in $indexOfArray $isArray $last $map $maxN $objectToArray $range $reduce $reverseArray $size $slice $sortArray $zip $and $not $or $cmp $eq $gt $gte $lt $lte $ne $cond $ifNull $switch $function $binarySize $bsonSize $dateAdd $dateDiff $dateFromParts $dateFromString $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek $hour $minute $month $second $year $literal $getField $setField $rand $sampleRate $mergeObjects $setDifference $setEquals $setIntersection $setIsSubset $setUnion $concat $indexOfBytes $ltrim $regexMatch $replaceAll $rtrim $split $strLenCP $strcasecmp $substr $toLower $toString $trim $toUpper $meta $sin $convert $toBool $toDate $toInt $type $let $sum $avg $max $min'
const STAGE_NAMES =
  '$addFields $bucket $bucketAuto $changeStream $collStats $count $currentOp $densify $documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listSessions $lookup $match $merge $out $planCacheStats $project $redact $replaceRoot $replaceWith $sample $search $set $setWindowFields $skip $sort $sortByCount $unionWith $unset $unwind'
const ACCUMULATOR_NAMES =
  '$accumulator $addToSet $avg $bottom $count $first $firstN $last $max $median $mergeObjects $min $percentile $push $stdDevPop $stdDevSamp $sum $top'
const COMMAND_NAMES =
  'mapReduce geoSearch resetError grantRolesToUser createUser authenticate logout planCacheClear replSetInitiate addShard fsync compact convertToCapped renameCollection currentOp killOp eval bulkWrite startSession collMod reIndex profile top validate whatsmyuri constructor __proto__ toString'

const unlisted = (names: string, kind: string) => names.split(' ').filter((name) => !LISTED.has(`${kind} ${name}`))
const refusedWith = (code: number) => expect.objectContaining({ code }) as Error

describe('what is not listed is refused by name, with the code that MongoDB has for it', () => {
  it.each(unlisted(FILTERS, 'filter'))('filter %s', (name) => {
    expect(() => compile({ a: { [name]: 1 } })).toThrow(refusedWith(2))
    expect(() => compile({ a: { $elemMatch: { [name]: 1 } } })).toThrow(name)
    expect(() => compile({ a: { $not: { [name]: 1 } } })).toThrow(name)
  })
  it.each(unlisted(CLAUSES, 'filter'))('filter %s', (name) => {
    expect(() => compile({ [name]: [] })).toThrow(refusedWith(2))
    expect(() => compile({ $or: [{ [name]: [] }] })).toThrow(name)
  })
  it.each(unlisted(UPDATES, 'update'))('update %s', (name) => {
    expect(() => compileUpdate({ [name]: { a: 1 } })).toThrow(refusedWith(9))
    expect(() => compileUpdate({ [name]: { a: 1 } })).toThrow(name)
  })
  it.each(unlisted(EXPRESSIONS, 'expression'))('expression %s', (name) => {
    expect(() => compileExpression({ [name]: ['$a'] })).toThrow(refusedWith(168))
    expect(() => compileExpression({ $add: [1, { [name]: ['$a'] }] })).toThrow(name)
  })
  it.each(unlisted(STAGE_NAMES, 'stage'))('stage %s', (name) => {
    expect(() => compileStages([{ [name]: {} }])).toThrow(refusedWith(40324))
    expect(() => compileStages([{ $match: {} }, { [name]: {} }])).toThrow(name)
  })
  it.each(unlisted(ACCUMULATOR_NAMES, 'accumulator'))('accumulator %s', (name) => {
    expect(() => compileStages([{ $group: { _id: null, n: { [name]: 1 } } }])).toThrow(refusedWith(15952))
  })
  it.each(COMMAND_NAMES.split(' ').filter((name) => !LISTED.has(name)))('command %s', (name) => {
    expect(() => commandNamed(name)).toThrow(refusedWith(59))
  })
  it.each(['hint', 'collation', 'let', 'tailable', 'min', 'returnKey', 'comment', 'apiVersion', 'constructor'])(
    'option %s of a find',
    (name) => {
      expect(() => knows({ find: 'c', [name]: {} }, OPTIONS.find)).toThrow(refusedWith(40415))
      expect(() => knows({ find: 'c', [name]: {} }, OPTIONS.find)).toThrow(`find.${name}`)
    },
  )
  it.each(['a.$', 'a.$[]', '$a', 'a..b'])('projection of %s', (path) => {
    expect(() => compileProjection({ [path]: 1 })).toThrow(refusedWith(2))
  })
  it.each([{ $slice: 1 }, { $meta: 'textScore' }, { $add: ['$a', 1] }, '$b', 'text'])('projection by %j', (by) => {
    expect(() => compileProjection({ a: by })).toThrow(refusedWith(2))
  })
  it('read concerns that promise more, and more nodes than one', () => {
    expect(() => knows({ find: 'c', readConcern: { level: 'snapshot' } }, OPTIONS.find)).toThrow(refusedWith(72))
    expect(() => knows({ find: 'c', writeConcern: { w: 2 } }, OPTIONS.find)).toThrow(refusedWith(100))
    for (const w of [0, 1, 'majority'])
      expect(() => knows({ find: 'c', writeConcern: { w } }, OPTIONS.find)).not.toThrow()
  })
})
