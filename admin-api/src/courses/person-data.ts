import { dayInFull, instantInFull } from '@yike/shared/time/words'
import { changeBookingsWhere, findBookings } from '../booking/records'
import { entry, section, type PersonData } from '../privacy/person-data'
import { collectorsOf, guardianOf } from './details'
import { CertificateModel, HoursModel } from './model'
import { notesOf } from './pupil'

/** The training hours and certificates of a person, and what a class for children knows of them. */
export const courseData: PersonData = {
  models: [HoursModel, CertificateModel],

  async export(ids) {
    const [hours, certificates, pupils] = await Promise.all([
      HoursModel.find({ personId: { $in: ids } }).lean(),
      CertificateModel.find({ personId: { $in: ids } }).lean(),
      findBookings({ personId: { $in: [...ids] }, 'details.course': { $exists: true } } as object),
    ])
    return [
      ...section(
        '学时',
        hours.map(({ title, lines }) =>
          entry(title, Object.fromEntries(lines.map(({ day, minutes }) => [dayInFull(day), `${minutes} 分钟`]))),
        ),
      ),
      ...section(
        '证书',
        certificates.map(({ _id, course, minutes, day, withdrawn }) =>
          entry(`${course} ${_id}`, { 发的日子: dayInFull(day), 分钟: minutes, 收回原因: withdrawn?.reason }),
        ),
      ),
      ...section(
        '儿童班资料',
        pupils.map(({ startsAt, sittingTitle, details }) => {
          const pupil = details!.course!
          return entry(`${instantInFull(startsAt)} ${sittingTitle}`, {
            监护人: `${guardianOf(pupil).name} ${guardianOf(pupil).phone}`,
            谁能接: collectorsOf(pupil)
              .map(({ name }) => name)
              .join('、'),
            过敏和注意: notesOf(pupil),
            同意时间: pupil.consent?.at,
          })
        }),
      ),
    ]
  },

  async erase(ids) {
    await HoursModel.deleteMany({ personId: { $in: ids } })
    await CertificateModel.deleteMany({ personId: { $in: ids } })
    await changeBookingsWhere({ personId: { $in: [...ids] }, 'details.course': { $exists: true } } as object, {
      $unset: { 'details.course': 1 },
    })
  },
}
