import { addMinutes } from '@yike/shared/time/china'
import { model, Schema } from 'mongoose'
import { BookingModel } from '../booking/model'
import { loadFirstCategories } from '../cases/categories'
import { CaseModel } from '../cases/model'
import { CaseworkSessionModel } from '../casework/model'
import { underLock } from '../lock'
import { PersonModel } from '../people/model'
import { seedAdmissions } from './admission/seed'
import { seedBookings } from './booking/seed'
import { seedCare } from './care/seed'
import { seedCasework } from './casework/seed'
import { seedCases } from './cases/seed'
import { seedHelp } from './cases/seed-help'
import { seedLegalAid } from './cases/seed-legal-aid'
import { seedReplyTemplates } from './cases/seed-reply-templates'
import { seedPhotos } from './drawings/seed'
import { seedDirectory, seedPremises } from './directory/seed'
import { seedCorrections } from './directory/seed-corrections'
import { seedLoans } from './loans/seed'
import { seedEntitlements } from './meals/seed'
import { seedReport } from './moderation/seed'
import { seedDisputes } from './mediation/seed'
import { seedMatters } from './matters/seed'
import { seedNeeds } from './needs/seed'
import { seedNotices } from './notices/seed'
import { seedOffice } from './office/seed'
import { STAFF } from './people/facts'
import { placeCook, seedStaff, seedResidents } from './people/seed'
import { seedCourses } from './courses/seed'
import { seedFamily } from './people/family'
import { seedIncident } from './privacy/seed'
import { seedPartner } from './open311/seed'
import { seedHall } from './hall/seed'
import { seedReceivers } from './receivers/seed'
import { territory } from './territory/seed'
import { seedVisits } from './visits/seed'

const DoneModel = model<{ _id: string; doneAt: Date }>(
  'DemoSeed',
  new Schema({ _id: String, doneAt: Date }, { autoIndex: false, versionKey: false }),
  'demo_seed',
)

const COOK = STAFF.findIndex(({ role }) => role === 'cook')

/** Whether this database holds the demo community, whole or in part, or anybody who signed in by the demo login. */
export const holdsDemo = async () =>
  (await DoneModel.exists({ _id: 'demo' })) !== null || (await PersonModel.exists({ demo: true })) !== null

/**
 * Fills an empty database with the demo community, through the same verbs that people use, while no other process does.
 * Every step has a fixed key, so that an interrupted seeding resumes when it is called again. False when it was
 * complete before. `onStep` gets the name of each next step.
 */
export const seedDemo = (now: Date, onStep: (what: string) => void = () => undefined): Promise<boolean> =>
  underLock('demo', async () => {
    if (await DoneModel.exists({ _id: 'demo' })) return false
    onStep('社区和人')
    await loadFirstCategories()
    const { street, community, grids } = await territory()
    const staff = await seedStaff(street, community, grids, now)
    await seedOffice(staff[0]!, street, now)
    const residents = await seedResidents(community, now)
    onStep('地点、服务和场次')
    await seedDirectory(staff[0]!, community, now)
    staff[COOK] = await placeCook(staff[COOK]!, '颐园长者食堂')
    await seedPremises(staff[0]!, community, now)
    onStep('预约和诉求')
    const bookings = async () => {
      await seedEntitlements(staff[1]!, now)
      await seedBookings(staff, residents, now)
      await seedCourses(staff, residents, now)
      await seedHall(staff[1]!, residents, now)
      await seedVisits(staff, residents, community, now)
      await seedLoans(staff, residents, now)
    }
    const words = async () => {
      await seedNotices(staff[0]!, community, now)
      await seedReplyTemplates(staff[0]!, community, now)
      await seedReport(residents[3]!, now)
      await seedCorrections(residents, now)
      await seedCases(staff, residents, now)
      await seedHelp(staff, residents, now)
      await seedLegalAid(
        staff[0]!,
        staff.find(({ roles }) => roles[0]!.role === 'lawyer')!,
        residents,
        now,
      )
      await seedNeeds(staff[1]!, residents, community, now)
      await seedDisputes(
        staff[0]!,
        staff.find(({ roles }) => roles[0]!.role === 'mediator')!,
        residents,
        now,
      )
      await seedCasework(
        staff.find(({ roles }) => roles[0]!.role === 'social_worker')!,
        residents[0]!,
        now,
      )
      await seedReceivers(staff, community, now)
      await seedAdmissions(staff, community, now)
      await seedMatters(staff, residents, community, now)
      await seedPartner(staff[0]!, community, now)
    }
    // Neither asks the other anything, and each waits for the disk more than it works.
    await Promise.all([bookings(), words()])
    onStep('照片')
    await seedPhotos(staff[0]!, now)
    onStep('家人')
    await seedCare(
      residents,
      staff.find(({ roles }) => roles[0]!.role === 'grid_worker')!,
      now,
    )
    await seedFamily(
      staff.find(({ roles }) => roles[0]!.role === 'clerk')!,
      residents,
      now,
    )
    await seedIncident(
      staff.find(({ roles }) => roles[0]!.role === 'security_admin')!,
      now,
    )
    await forgetOldNews(now)
    await DoneModel.create({ _id: 'demo', doneAt: now })
    return true
  })

const NEWS_DAYS = 2

/** Notifications of events before the demo began are not sent now, or every inbox would begin with fifty messages. */
async function forgetOldNews(now: Date) {
  const old = { at: { $lt: addMinutes(now, -NEWS_DAYS * 1440) } }
  await BookingModel.updateMany({ 'outbox.at': old.at }, { $pull: { outbox: old } })
  await CaseModel.updateMany({ 'outbox.at': old.at }, { $pull: { outbox: old } })
  await CaseworkSessionModel.updateMany({ 'outbox.at': old.at }, { $pull: { outbox: old } })
}
