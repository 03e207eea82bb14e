import { domain, every, HOUR_MS, whenDue } from '../domain'
import { useAuditSecrets } from './chain'
import { AuditEntryModel, AuditSegmentModel } from './model'
import { pruneSegments } from './retention'
import { auditRoutes } from './routes'
import { entriesToSeal, sealEntries, signAnew, signSegments } from './seal'
import { auditData } from './person-data'

/**
 * The log of who saw and did what. Entries are written before the answer that they are about leaves (`record`); a job
 * puts them into a chain of hashes (`seal`), which `verify` computes again.
 */
export const audit = domain({
  name: 'audit',
  floor: 'ground',
  models: [AuditEntryModel, AuditSegmentModel],
  fixedAreas: [AuditEntryModel],
  permissions: ['audit.read'],
  useSecrets: useAuditSecrets,
  personData: auditData,
  routes: () => [auditRoutes()],
  jobs: ({ config }) => [
    whenDue('audit chain', sealEntries, entriesToSeal),
    every(HOUR_MS, 'audit segments', async (now) => {
      await signAnew()
      await signSegments(now)
      await pruneSegments(config.auditDays, now)
    }),
  ],
})
