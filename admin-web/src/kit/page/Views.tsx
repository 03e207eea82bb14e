import { Segmented } from 'antd'

interface Props<Code extends string> {
  /** Said by screen readers. */
  label?: string
  /** The label of each view. */
  views: Record<Code, string>
  view: Code
  onChange: (view: Code) => void
}

/** The views of a page beside its title, one of which is shown. */
export const Views = <Code extends string>({ label = '看哪些', views, view, onChange }: Props<Code>) => (
  <Segmented<Code>
    aria-label={label}
    options={(Object.keys(views) as Code[]).map((value) => ({ value, label: views[value] }))}
    value={view}
    onChange={onChange}
  />
)
