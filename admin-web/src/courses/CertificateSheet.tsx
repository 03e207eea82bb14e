import type { CoursePerson, StaffCourse } from '@yike/shared/courses/schemas'
import { hoursInWords } from '@yike/shared/courses/rules'
import { dayInFull } from '@yike/shared/time/words'

/** One certificate a page, A4. */
export const CertificateSheet = ({ course, people }: { course: StaffCourse; people: CoursePerson[] }) => (
  <>
    {people.map(({ bookingId, name, minutes, came, certificate }) =>
      certificate && !certificate.isWithdrawn ? (
        <section key={bookingId} className='certificate'>
          <h2>学时证书</h2>
          <p>
            <b>{name}</b> 参加“{course.title}”，到课 {came.length} 次
            {minutes > 0 && `，计 ${hoursInWords(minutes)}学时`}。
          </p>
          <p>特发此证。</p>
          <div className='certificate__foot'>
            <span>
              编号 {certificate.number}
              <br />
              在“一刻”里“查证书”，或打开 {window.location.origin}/#/courses/check?number={certificate.number}
            </span>
            <span>
              {course.communityName}
              <br />
              {dayInFull(certificate.day)}
            </span>
          </div>
        </section>
      ) : null,
    )}
  </>
)
