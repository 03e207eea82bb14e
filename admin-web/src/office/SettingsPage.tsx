import { getAreaSettings } from '@yike/shared/office/endpoints'
import { listAreas } from '@yike/shared/territory/endpoints'
import { Select } from 'antd'
import { PageHead } from '../kit/page/PageHead'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead } from '../lib/query'
import { useMe } from '../lib/useMe'
import { useQueryParams } from '../lib/useQueryParams'
import { ChannelSettings } from './ChannelSettings'
import { FeatureSettings } from './FeatureSettings'
import { HourSettings } from './HourSettings'
import { PartnerSettings } from './PartnerSettings'
import { WhistleSettings } from './WhistleSettings'
import './office.css'

/**
 * The settings of the areas that the person administers: office hours, limits of a whistle, and the features that are used; the outside systems
 * that file cases; and the ways by which messages leave the installation.
 */
export default function SettingsPage() {
  const { me, may } = useMe()
  const own = useRead(listAreas, {})
  const [address, change] = useQueryParams()
  const areas = new Map([
    ...(own.data?.items ?? []).map(({ id, name }) => [id, name] as const),
    ...(me?.communities ?? []).map(({ id, name }) => [id, name] as const),
  ])
  const [first] = areas.keys()
  const id = address.area ?? first
  const manages = may('staff.manage')
  return (
    <>
      <PageHead
        title='设置'
        note='上班时间和要用的功能，在这一级定，下面各级都跟着'
        beside={
          manages &&
          areas.size > 1 && (
            <Select
              aria-label='哪一级的设置'
              className='settings__area'
              value={id}
              options={[...areas].map(([value, label]) => ({ value, label }))}
              onChange={(area) => change({ area })}
            />
          )
        }
      />
      {own.error && <Failed error={own.error} onRetry={own.refetch} />}
      {manages && id && <OfArea key={id} id={id} />}
      {may('partner.edit') && <PartnerSettings />}
      {manages && <ChannelSettings />}
    </>
  )
}

function OfArea({ id }: { id: string }) {
  const { data, error, refetch } = useRead(getAreaSettings, { id })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <>
      {/* Hours and limits that are being typed stay when a feature is switched. */}
      <HourSettings key={JSON.stringify(data.hours.inUse)} settings={data} />
      <WhistleSettings key={JSON.stringify(data.whistle.inUse)} settings={data} />
      <FeatureSettings settings={data} />
    </>
  )
}
