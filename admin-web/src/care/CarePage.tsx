import { Segmented } from 'antd'
import { PageHead } from '../kit/page/PageHead'
import { useMe } from '../lib/useMe'
import { useQueryParams } from '../lib/useQueryParams'
import { Alerts } from './Alerts'
import { People } from './People'
import './care.css'

/** People who need care now, and people whose files and daily checks the community keeps. */
export default function CarePage() {
  const { may } = useMe()
  const [address, change] = useQueryParams()
  const views = [
    ...(may('care.respond') ? [{ label: '报平安和呼救', value: 'alerts' }] : []),
    ...(may('care.read') ? [{ label: '照应的老人', value: 'people' }] : []),
  ]
  const view = address.show ?? views[0]?.value
  return (
    <>
      <PageHead
        title='照护'
        beside={
          <Segmented
            aria-label='看哪些'
            options={views}
            value={view}
            onChange={(show) => change({ show, alert: undefined })}
          />
        }
      />
      {view === 'people' ? <People /> : <Alerts chosenId={address.alert} onChoose={(alert) => change({ alert })} />}
    </>
  )
}
