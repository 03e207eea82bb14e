import {
  PLACE_CATEGORIES,
  PLACE_CATEGORY_CODES,
  PLACE_STATUSES,
  PLACE_STATUS_CODES,
  type PlaceCategory,
  type PlaceStatus,
} from '@yike/shared/directory/categories'
import { listOrganizations } from '@yike/shared/directory/endpoints'
import { problemWithHours, type OpeningHours } from '@yike/shared/directory/hours'
import {
  PLACE_FIELD_NAMES,
  placeField,
  type PlaceFacts,
  type PlaceFieldName,
} from '@yike/shared/directory/place-fields'
import { MORE_PHONES, PLACE_LIMITS } from '@yike/shared/directory/place-limits'
import type { StaffPlace } from '@yike/shared/directory/schemas'
import { ACCESSIBILITY, type Accessibility } from '@yike/shared/directory/taxonomy'
import type { Photo } from '@yike/shared/files/schemas'
import type { LngLat } from '@yike/shared/geo/walking'
import { AutoComplete, Checkbox, Form, Input, Segmented, Select, type FormItemProps } from 'antd'
import type { ReactNode } from 'react'
import { PositionField } from '../kit/map/PositionField'
import { useDebounced } from '../kit/hooks/useDebounced'
import { PhotoField } from '../lib/PhotoField'
import { useRead } from '../lib/query'
import { HoursField } from './HoursField'

/** The part of the form that a field is in: the facts everybody asks for, the position, the upkeep by staff. */
type Pane = 'facts' | 'map' | 'upkeep'

interface FormField<Name extends PlaceFieldName, Value> {
  pane: Pane
  /** Two of these that follow each other share a row. */
  half?: true
  /** Converts the shown place to the value of the form, and the value of the form to the input. */
  from: (place: StaffPlace) => Value
  to: (value: Value) => PlaceFacts[Name]
  /** Props beside the label, which is that of the table of fields. */
  item?: FormItemProps
  control: (center: LngLat) => ReactNode
}

/** The form's value of each field, where it differs from the input. */
interface Held {
  photoIds: Photo[]
}
type FormValue<Name extends PlaceFieldName> = Name extends keyof Held ? Held[Name] : PlaceFacts[Name]
export type PlaceForm = { [Name in PlaceFieldName]: FormValue<Name> }

const required = (message: string) => [{ required: true, whitespace: true, message }]
const same = <Value,>(value: Value) => value
const lineOrNone = (text: string | null | undefined) => text?.trim() || null
const options = <Code extends string>(codes: readonly Code[], labels: Record<Code, string>) =>
  codes.map((value) => ({ value, label: labels[value] }))

/** The control of each field of a place in the console; a missing one does not compile. */
const FORM: { [Name in PlaceFieldName]: FormField<Name, FormValue<Name>> } = {
  name: {
    pane: 'facts',
    half: true,
    from: ({ name }) => name,
    to: same,
    item: { rules: required('写上名字') },
    control: () => <Input maxLength={PLACE_LIMITS.name} />,
  },
  category: {
    pane: 'facts',
    half: true,
    from: ({ category }) => category.code as PlaceCategory,
    to: same,
    item: { rules: [{ required: true, message: '选一类' }] },
    control: () => (
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={PLACE_CATEGORY_CODES.map((value) => ({ value, label: PLACE_CATEGORIES[value].label }))}
      />
    ),
  },
  address: {
    pane: 'facts',
    half: true,
    from: ({ address }) => address,
    to: same,
    item: { rules: required('写上地址') },
    control: () => <Input maxLength={PLACE_LIMITS.address} />,
  },
  phone: {
    pane: 'facts',
    half: true,
    from: ({ phone }) => phone,
    to: lineOrNone,
    control: () => <Input maxLength={40} inputMode='tel' />,
  },
  morePhones: {
    pane: 'facts',
    from: ({ morePhones }) => morePhones,
    to: same,
    item: { extra: '值班室、院长。写一个，按回车' },
    control: () => <Select mode='tags' open={false} suffixIcon={null} maxCount={MORE_PHONES} />,
  },
  hours: {
    pane: 'facts',
    from: ({ hours }) => hours,
    to: same,
    item: {
      rules: [
        {
          validator: (_, hours: OpeningHours) => {
            const problem = problemWithHours(hours)
            return problem ? Promise.reject(new Error(problem)) : Promise.resolve()
          },
        },
      ],
    },
    control: () => <HoursField />,
  },
  about: {
    pane: 'facts',
    from: ({ about }) => about,
    to: same,
    control: () => <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={PLACE_LIMITS.about} showCount />,
  },
  photoIds: {
    pane: 'facts',
    from: ({ photos }) => photos,
    to: (photos) => photos.map(({ id }) => id),
    control: () => <PhotoField />,
  },
  position: {
    pane: 'map',
    from: ({ position }) => position,
    to: same,
    item: { rules: [{ required: true, message: '在图上点一下，或者填经纬度' }] },
    control: (center) => <PositionField center={center} />,
  },
  status: {
    pane: 'upkeep',
    from: ({ status }) => status.code as PlaceStatus,
    to: same,
    control: () => <Segmented block options={options(PLACE_STATUS_CODES, PLACE_STATUSES)} />,
  },
  alert: {
    pane: 'upkeep',
    from: ({ alert }) => alert,
    to: lineOrNone,
    item: { extra: '一行字，居民在地点页最上面看到：装修到 12 月 1 日' },
    control: () => <Input maxLength={PLACE_LIMITS.alert} />,
  },
  organization: {
    pane: 'upkeep',
    from: ({ organization }) => organization,
    to: lineOrNone,
    control: () => <OrganizationField />,
  },
  accessibility: {
    pane: 'upkeep',
    from: ({ accessibility }) => accessibility.map(({ code }) => code as Accessibility),
    to: same,
    control: () => (
      <Checkbox.Group options={Object.entries(ACCESSIBILITY).map(([value, label]) => ({ value, label }))} />
    ),
  },
}
const NAMES = Object.keys(FORM) as PlaceFieldName[]

/** The fields of one part of the form, with the labels of the table of fields. */
export function PlaceFields({ pane, center }: { pane: Pane; center: LngLat }) {
  const rows: PlaceFieldName[][] = []
  for (const name of NAMES.filter((one) => FORM[one].pane === pane)) {
    const last = rows.at(-1)
    if (FORM[name].half && last?.length === 1 && FORM[last[0]!].half) last.push(name)
    else rows.push([name])
  }
  return rows.map((names) => (
    <div key={names[0]} className='form-row'>
      {names.map((name) => (
        <Form.Item key={name} name={name} label={placeField(name).label} {...FORM[name].item}>
          {FORM[name].control(center)}
        </Form.Item>
      ))}
    </div>
  ))
}

/** The first values of the form: the place, or the defaults of a new one. */
export const formFrom = (place: StaffPlace | undefined): Partial<PlaceForm> =>
  Object.fromEntries(
    PLACE_FIELD_NAMES.map((name) => {
      const { unsaid } = placeField(name)
      return [name, place ? FORM[name].from(place) : 'is' in unsaid ? unsaid.is : undefined]
    }),
  )

/** The input that the form sends. */
export const factsFrom = (form: PlaceForm) =>
  Object.fromEntries(
    PLACE_FIELD_NAMES.map((name) => [name, FORM[name].to(form[name] as never)]),
  ) as unknown as PlaceFacts

/** The organization that runs it: a known one, or a new name. */
function OrganizationField({
  id,
  value,
  onChange,
}: {
  id?: string
  value?: string | null
  onChange?: (name: string) => void
}) {
  const q = useDebounced(value?.trim() ?? '')
  const { data } = useRead(listOrganizations, { q }, { keepLast: true })
  return (
    <AutoComplete
      id={id}
      value={value}
      options={data?.items.map(({ name }) => ({ value: name }))}
      placeholder='单位、公司或组织的全名'
      onChange={onChange}
    />
  )
}
