import { switchFeatures } from '@yike/shared/office/endpoints'
import type { AreaSettings } from '@yike/shared/office/settings-schemas'
import { beforeOff, openInFeature } from '@yike/shared/territory/features'
import { App, Switch } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { useWrite } from '../lib/query'

type Feature = AreaSettings['features'][number]

/** The features that an area uses. One with something open goes off only after the person has read how much. */
export function FeatureSettings({ settings: { area, revision, features } }: { settings: AreaSettings }) {
  const { modal, message } = App.useApp()
  const write = useWrite(switchFeatures)
  const save = (feature: Feature, isOff: boolean) => {
    const off = features.flatMap((one) => ((one.code === feature.code ? isOff : one.isOff) ? one.code : []))
    write.mutate(
      { id: area.id, revision, off, despiteOpen: isOff },
      { onSuccess: () => void message.success(isOff ? `${feature.label}关了` : `${feature.label}打开了`) },
    )
  }
  const ask = (feature: Feature) =>
    void modal.confirm({
      title: `${area.name}不用${feature.label}了？`,
      content:
        feature.open > 0
          ? `还有 ${openInFeature(feature.code, feature.open)}。${beforeOff(feature.code)}`
          : '居民和工作人员都看不到它了，以前的记录都留着，随时能再打开。',
      okText: feature.open > 0 ? '知道了，关掉' : '关掉',
      okButtonProps: { danger: true },
      cancelText: '先不',
      autoFocusButton: 'cancel',
      onOk: () => save(feature, true),
    })
  return (
    <section className='pane opening__list' aria-labelledby='features'>
      <div className='pane__head'>
        <h2 id='features' className='lead'>
          用哪些功能
        </h2>
        <span className='note'>关掉的，居民和工作人员的页面上都没有，记录都留着</span>
      </div>
      <Refusal error={write.error} />
      {features.map((feature) => (
        <div key={feature.code} className='opening__row'>
          <div>
            <p className='strong'>{feature.label}</p>
            <p className='note'>
              {[feature.hint, feature.open > 0 && openInFeature(feature.code, feature.open)].filter(Boolean).join('，')}
            </p>
          </div>
          {feature.offAbove ? (
            <span className='note push'>{feature.offAbove}关了，这里不能开</span>
          ) : (
            <Switch
              className='push'
              aria-label={`用${feature.label}`}
              checked={!feature.isOff}
              checkedChildren='在用'
              unCheckedChildren='不用'
              loading={write.isPending}
              onChange={(isOn) => (isOn ? save(feature, false) : ask(feature))}
            />
          )}
        </div>
      ))}
    </section>
  )
}
