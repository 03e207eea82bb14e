import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { getMyHours } from '@yike/shared/courses/endpoints'
import { hoursInWords } from '@yike/shared/courses/rules'
import { dayInFull } from '@yike/shared/time/words'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'

const open = (url: string) => void openPage(url)

/** Own hours by year and own certificates. */
export default function HoursPage() {
  const { data, error, reload } = useEndpoint(getMyHours, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='学时和证书'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading shape='lines' rows={3} />
      ) : data.years.length + data.certificates.length === 0 ? (
        <Empty
          title='还没有学时'
          say='培训课到一次，记一次学时'
          action='看有什么课'
          onAction={() => open('/booking/service?kind=course')}
        />
      ) : (
        <>
          {data.years.map(({ year, minutes, courses }) => (
            <Section key={year} title={`${year} 年，${hoursInWords(minutes)}`}>
              <Card flush>
                {courses.map((course) => (
                  <Cell
                    key={course.id}
                    icon='book'
                    title={course.title}
                    brief={`到了 ${course.sessions} 次`}
                    extra={hoursInWords(course.minutes)}
                  />
                ))}
              </Card>
            </Section>
          ))}
          {data.certificates.length > 0 && (
            <Section title='证书'>
              <Card flush>
                {data.certificates.map(({ number, course, day, isWithdrawn }) => (
                  <Cell
                    key={number}
                    icon='star'
                    title={course}
                    brief={`${number}，${dayInFull(day)}${isWithdrawn ? '，收回了' : ''}`}
                    onTap={() => open(`/courses/check?number=${number}`)}
                  />
                ))}
              </Card>
            </Section>
          )}
        </>
      )}
      <Section>
        <Card flush>
          <Cell icon='search' title='查证书是不是真的' onTap={() => open('/courses/check')} />
        </Card>
      </Section>
    </Page>
  )
}
