import { useEffect, useRef, type ReactNode } from 'react'

interface Props {
  /** A page opens with a sentence or its name, which is also its title in the browser. */
  title: string
  note?: ReactNode
  /** A switch of views or days, beside the title. */
  beside?: ReactNode
  /** Right: filters, then plain buttons, then the one filled button. */
  tools?: ReactNode
}

/** Its title takes the focus when the page is opened, unless a field of the page has it already. */
export function PageHead({ title, note, beside, tools }: Props) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const page = head.current?.closest('main')
    if (!page?.contains(document.activeElement)) head.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    document.title = `${title} · 一刻`
  }, [title])
  return (
    <header className='head'>
      <div>
        <h1 ref={head} className='title nums' tabIndex={-1}>
          {title}
        </h1>
        {note && <p className='note'>{note}</p>}
      </div>
      {beside}
      {tools && <div className='head__tools'>{tools}</div>}
    </header>
  )
}
