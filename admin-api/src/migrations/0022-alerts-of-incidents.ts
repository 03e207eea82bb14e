import { IncidentModel } from '../privacy/incident-model'
import type { Migration } from './run'

/**
 * Those who look after security are told one hour before a clock of an incident ends. The incidents of before are looked
 * at once; of clocks that are over nobody is told.
 */
export const alertsOfIncidents: Migration = {
  name: '0022-alerts-of-incidents',
  run: async () => {
    await IncidentModel.updateMany(
      { told: { $exists: false } },
      { $set: { alertAt: new Date(), told: [], outbox: [] } },
    )
  },
}
