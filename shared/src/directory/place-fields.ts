// Over 300 lines: one table, with an entry for each field of a place.
import { lineOf, readPlacePhone, type Reading } from '../files/cells'
import type { z } from '../zod'
import { PLACE_CATEGORIES, PLACE_STATUSES } from './categories'
import type { Correctable } from './correctable'
import type { OpeningHours } from './hours'
import { hoursInWords, readHours } from './hours-text'
import { MORE_PHONES, PLACE_LIMITS } from './place-limits'
import { codeOf, readCategory, readPosition, several, type ReadSettings } from './place-readers'
import type { PlaceInput } from './schemas'
import { ACCESSIBILITY } from './taxonomy'

/**
 * The changeable facts of a place: the input of the contract without the community, which follows from the position.
 */
export type PlaceFacts = Omit<z.output<typeof PlaceInput>, 'communityId'>
export type PlaceFieldName = keyof PlaceFacts
export type ValueOf<Name extends PlaceFieldName> = Exclude<PlaceFacts[Name], undefined>

/** A column of a table of places. An export writes the label above it; an import knows it by the label and `headings`. */
interface Column {
  label: string
  /** In characters, for Excel. */
  width: number
  headings: readonly string[]
  /** The example in the blank table. */
  example: string | number
}

/** A field in a table: an export writes it, an import reads it back. */
interface InTable<Value> {
  /** Codes of the contract: an import assigns a column of the file to each of them. */
  columns: Readonly<Record<string, Column>>
  /** One for each column; the words where it is missing. */
  cells?: (value: Value) => readonly (string | number | null)[]
  read: (cells: readonly string[], settings: ReadSettings) => Reading<Value>
  /**
   * The new value of the field when a row completes an existing place; null where the place keeps its own. Undoing an
   * import restores exactly the fields that have one.
   */
  merge: ((has: Value, said: Value) => Value) | null
}

/** The tables of HSDS 3.0 that fields of a place go to. */
export type HsdsTable =
  'locations' | 'organizations' | 'addresses' | 'phones' | 'accessibility' | 'schedules' | 'attributes'

/** Everything the product does with a field of a place. */
export interface PlaceField<Value> {
  /** The label on the form, in the log of changes and in tables. */
  label: string
  /** The value of a field that nobody gave; for a required field, the sentence that asks for it. */
  unsaid: { is: Value } | { missing: string }
  /** The value as one reads it, in the log of changes, in a cell and beside a correction; empty for nothing. */
  words: (value: Value) => string
  /** Null where a table cannot hold it. */
  table: InTable<Value> | null
  /** Whether a search finds the place by it: `name` also by pinyin, and ranked first. */
  search: 'name' | 'words' | null
  /** The table of HSDS that holds it; null where HSDS has no room for it. */
  hsds: HsdsTable | null
  /**
   * The correction by which a resident changes it, and how its words are read: null where somebody reads them and
   * enters the value by hand.
   */
  correction: { code: Correctable; read: ((said: string) => Reading<Value>) | null } | null
}

const asItIs = (text: string | null) => text ?? ''
const replaced = <Value>(_: Value, said: Value) => said
const NO_HOURS: OpeningHours = { rules: [], exceptions: [], holidays: 'same' }

const readName = lineOf('名字', PLACE_LIMITS.name)
const readAddress = lineOf('地址', PLACE_LIMITS.address)
const readAccessibility = several(codeOf('方便不方便', ACCESSIBILITY), '方便不方便', Object.keys(ACCESSIBILITY).length)

/**
 * The fields of a place, in the order of a table. Tables, GeoJSON and HSDS, the search, the log of changes, corrections,
 * the undoing of an import and the form of the console read this and name no field themselves, so that a field which the
 * contract has and this table has not does not compile. How to add one: CONTRIBUTING.md.
 */
export const PLACE_FIELDS = {
  name: {
    label: '名字',
    unsaid: { missing: '没有名字' },
    words: asItIs,
    table: {
      columns: {
        name: {
          label: '名字',
          width: 24,
          headings: ['名称', '地点', '机构名称', '机构', '店名', 'name'],
          example: '颐园长者食堂',
        },
      },
      read: readName,
      merge: null,
    },
    search: 'name',
    hsds: 'locations',
    correction: { code: 'name', read: (said) => readName([said]) },
  },
  category: {
    label: '类别',
    unsaid: { missing: '没有类别，在上面选一类' },
    words: (code) => PLACE_CATEGORIES[code].label,
    table: {
      columns: {
        category: { label: '类别', width: 14, headings: ['类型', '分类', 'category', 'type'], example: '长者食堂' },
      },
      read: readCategory,
      merge: null,
    },
    search: 'words',
    hsds: 'attributes',
    correction: null,
  },
  address: {
    label: '地址',
    unsaid: { missing: '没有地址' },
    words: asItIs,
    table: {
      columns: {
        address: { label: '地址', width: 32, headings: ['详细地址', 'address'], example: '济南路 12 号' },
      },
      read: readAddress,
      merge: replaced,
    },
    search: 'words',
    hsds: 'addresses',
    correction: { code: 'address', read: (said) => readAddress([said]) },
  },
  phone: {
    label: '电话',
    unsaid: { is: null },
    words: asItIs,
    table: {
      columns: {
        phone: { label: '电话', width: 16, headings: ['联系电话', '手机', 'phone', 'tel'], example: '0546-8000000' },
      },
      read: readPlacePhone,
      merge: replaced,
    },
    search: null,
    hsds: 'phones',
    correction: { code: 'phone', read: (said) => readPlacePhone([said]) },
  },
  hours: {
    label: '开门时间',
    unsaid: { is: NO_HOURS },
    words: hoursInWords,
    table: {
      columns: {
        hours: {
          label: '开门时间',
          width: 32,
          headings: ['营业时间', '开放时间', '服务时间', 'hours', 'opening_hours'],
          example: '每天 10:30-13:00',
        },
      },
      read: ([text = '']) => {
        if (text === '') return null
        const hours = readHours(text)
        return 'problem' in hours ? hours : { value: { ...hours, exceptions: [] } }
      },
      // A table holds no single days.
      merge: ({ exceptions }, said) => ({ ...said, exceptions }),
    },
    search: null,
    hsds: 'schedules',
    correction: { code: 'hours', read: null },
  },
  position: {
    label: '位置',
    unsaid: { missing: '没有经纬度' },
    words: ({ lng, lat }) => `${lng.toFixed(5)}，${lat.toFixed(5)}`,
    table: {
      columns: {
        lng: { label: '经度', width: 12, headings: ['lng', 'lon', 'longitude', 'x'], example: 118.6751 },
        lat: { label: '纬度', width: 12, headings: ['lat', 'latitude', 'y'], example: 37.4342 },
      },
      cells: ({ lng, lat }) => [lng, lat],
      read: readPosition,
      merge: null,
    },
    search: null,
    hsds: 'locations',
    correction: null,
  },
  about: {
    label: '说明',
    unsaid: { is: '' },
    words: asItIs,
    table: {
      columns: {
        about: {
          label: '说明',
          width: 40,
          headings: ['简介', '介绍', '备注', 'about', 'description'],
          example: '中午供应，可以送到家',
        },
      },
      read: lineOf('说明', PLACE_LIMITS.about),
      merge: replaced,
    },
    search: null,
    hsds: 'locations',
    correction: null,
  },
  status: {
    label: '开不开',
    unsaid: { is: 'active' },
    words: (code) => PLACE_STATUSES[code],
    table: {
      columns: { status: { label: '开不开', width: 8, headings: ['status'], example: PLACE_STATUSES.active } },
      read: codeOf('开不开', PLACE_STATUSES),
      merge: replaced,
    },
    search: null,
    // HSDS has a status of services, none of locations.
    hsds: null,
    correction: { code: 'closed', read: () => ({ value: 'closed' }) },
  },
  morePhones: {
    label: '别的电话',
    unsaid: { is: [] },
    words: (phones) => phones.join('、'),
    table: {
      columns: {
        morePhones: { label: '别的电话', width: 24, headings: ['备用电话', '其他电话'], example: '0546-8000009' },
      },
      read: several(readPlacePhone, '别的电话', MORE_PHONES),
      merge: replaced,
    },
    search: null,
    hsds: 'phones',
    correction: null,
  },
  alert: {
    label: '提醒',
    unsaid: { is: null },
    words: asItIs,
    table: {
      columns: { alert: { label: '提醒', width: 24, headings: ['alert'], example: '' } },
      read: lineOf('提醒', PLACE_LIMITS.alert),
      merge: replaced,
    },
    search: null,
    // HSDS has alerts of services, none of locations.
    hsds: null,
    correction: null,
  },
  organization: {
    label: '谁办的',
    unsaid: { is: null },
    words: asItIs,
    table: {
      columns: {
        organization: { label: '谁办的', width: 24, headings: ['主办单位', '运营单位', 'operator'], example: '' },
      },
      read: lineOf('谁办的', PLACE_LIMITS.organization),
      merge: replaced,
    },
    search: null,
    hsds: 'organizations',
    correction: null,
  },
  accessibility: {
    label: '方便不方便',
    unsaid: { is: [] },
    words: (codes) => codes.map((code) => ACCESSIBILITY[code]).join('、'),
    table: {
      columns: {
        accessibility: { label: '方便不方便', width: 20, headings: ['无障碍'], example: ACCESSIBILITY.ramp },
      },
      read: readAccessibility,
      merge: replaced,
    },
    search: null,
    hsds: 'accessibility',
    correction: null,
  },
  photoIds: {
    label: '照片',
    unsaid: { is: [] },
    words: (ids) => (ids.length === 0 ? '' : `${ids.length} 张`),
    table: null,
    search: null,
    hsds: null,
    correction: null,
  },
} as const satisfies { readonly [Name in PlaceFieldName]: PlaceField<ValueOf<Name>> }

export const PLACE_FIELD_NAMES = Object.keys(PLACE_FIELDS) as PlaceFieldName[]

/** A field by a name that is known only when it runs. */
export const placeField = <Name extends PlaceFieldName>(name: Name) =>
  PLACE_FIELDS[name] as unknown as PlaceField<ValueOf<Name>>

/** The field that a correction changes; null where it concerns no field. */
export const fieldCorrectedBy = (code: Correctable) =>
  PLACE_FIELD_NAMES.find((name) => PLACE_FIELDS[name].correction?.code === code) ?? null
/** The reader that turns a resident's words into a value; null where somebody has to read them and enter the value. */
export function correctionReader(code: Correctable) {
  const name = fieldCorrectedBy(code)
  return name && (placeField(name).correction?.read ?? null)
}
