import { cleanPhone } from '@yike/shared/phones'
import { Field } from '@/kit/form/field'

export interface PersonForm {
  name: string
  phone: string
  birthYear: string
  home: string
}

export const EMPTY_PERSON: PersonForm = { name: '', phone: '', birthYear: '', home: '' }

const THIS_YEAR = new Date().getFullYear()
const OLDEST = 120

const yearProblem = (year: number) => {
  if (year > THIS_YEAR && year < 10_000) return `${year} 年还没到，再看看`
  if (year >= 1000 && year < THIS_YEAR - OLDEST) return `${year} 年太早了，再看看`
  return '写四位的年份，比如 1948'
}

/** The faults of a form before it is sent; the API finds the rest. */
export function problemsOf({ phone, birthYear }: PersonForm) {
  const year = Number(birthYear)
  const number = cleanPhone(phone)
  return {
    phone: /^1\d{5,9}$/.test(number) ? `少了 ${11 - number.length} 位，再看看` : undefined,
    birthYear:
      birthYear && !(Number.isInteger(year) && year >= THIS_YEAR - OLDEST && year <= THIS_YEAR)
        ? yearProblem(year)
        : undefined,
  }
}

/** The value as the API takes it: an empty field is not sent. */
export const birthYearOf = ({ birthYear }: PersonForm) => (birthYear ? Number(birthYear) : undefined)
export const phoneOf = ({ phone }: PersonForm) => phone.trim() || undefined

/**
 * Name, year of birth, phone and home of a person: the reader, one of the family, or a person registered at the
 * counter.
 */
export function PersonFields({
  form,
  knownPhone,
  isVerified,
  refused,
  onChange,
}: {
  form: PersonForm
  /** The last four digits of the stored number, whose rest never comes back, and whether it is verified. */
  knownPhone?: string | null
  isVerified?: boolean
  /** The API's sentence for a field. */
  refused: (field: string) => string | undefined
  onChange: (part: Partial<PersonForm>) => void
}) {
  const problems = problemsOf(form)
  return (
    <>
      <Field
        label='姓名'
        value={form.name}
        maxLength={100}
        problem={refused('name')}
        onChange={(name) => onChange({ name })}
      />
      <Field
        label='出生年份'
        optional='不写也行'
        type='number'
        maxLength={4}
        help='有的服务按年龄收费'
        value={form.birthYear}
        problem={problems.birthYear ?? refused('birthYear')}
        onChange={(birthYear) => onChange({ birthYear })}
      />
      <Field
        label='电话'
        optional='不写也行'
        type='phone'
        maxLength={40}
        help={
          knownPhone ? `记着的号码尾号是 ${knownPhone}，${isVerified ? '核对过了，' : ''}要换再写` : '有变动好打电话说'
        }
        value={form.phone}
        problem={problems.phone ?? refused('phone')}
        onChange={(phone) => onChange({ phone })}
      />
      <Field
        label='住哪儿'
        optional='不写也行'
        maxLength={100}
        placeholder='比如：颐园 3 号楼 2 单元 501'
        value={form.home}
        problem={refused('home') ?? refused('home.text')}
        onChange={(home) => onChange({ home })}
      />
    </>
  )
}

/** The end of an identity card number, for people who want to give it. */
export const IdEndField = ({
  value,
  refused,
  onChange,
}: {
  value: string
  refused: (field: string) => string | undefined
  onChange: (idLast4: string) => void
}) => (
  <Field
    label='身份证后四位'
    optional='不写也行'
    type='idcard'
    maxLength={4}
    help='到场忘了取餐号，报这四位也行'
    value={value}
    problem={refused('idLast4')}
    onChange={onChange}
  />
)
