/**
 * Every option of every command that is answered; another one is refused by name, since to ignore it could give another
 * answer than MongoDB's. `asked.test.ts` compares this table with the product's commands.
 */
export const OPTIONS = {
  find: ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch'],
  getMore: ['collection', 'batchSize'],
  killCursors: ['cursors'],
  count: ['query', 'skip', 'limit'],
  distinct: ['key', 'query'],
  aggregate: ['pipeline', 'cursor'],
  saslStart: ['mechanism', 'payload', 'autoAuthorize', 'options'],
  saslContinue: ['conversationId', 'payload'],
  collStats: ['storageStats'],
  validate: ['full'],
  insert: ['documents', 'ordered'],
  update: ['updates', 'ordered'],
  ofUpdate: ['q', 'u', 'multi', 'upsert', 'arrayFilters'],
  delete: ['deletes', 'ordered'],
  ofDelete: ['q', 'limit'],
  findAndModify: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters'],
  create: [],
  drop: [],
  dropDatabase: [],
  createIndexes: ['indexes'],
  ofIndex: ['key', 'name', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'],
  dropIndexes: ['index'],
  listIndexes: ['cursor'],
  listCollections: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  listDatabases: ['nameOnly'],
  unionWith: ['coll', 'pipeline'],
  geoNear: ['near', 'key', 'distanceField', 'maxDistance', 'spherical', 'query'],
} as const satisfies Record<string, readonly string[]>
