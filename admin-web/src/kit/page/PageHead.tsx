import { useEffect, type ReactNode } from 'react'

interface Props {
  /** A page opens with a sentence or its name, and is called so in the browser too. */
  title: string
  note?: ReactNode
  /** A switch of views or days, beside the title. */
  beside?: ReactNode
  /** Right: filters, then plain buttons, then the one filled button. */
  tools?: ReactNode
}

export function PageHead({ title, note, beside, tools }: Props) {
  useEffect(() => {
    document.title = `${title} · 一刻`
  }, [title])
  return (
    <header className='head'>
      <div>
        <h1 className='title nums'>{title}</h1>
        {note && <p className='note'>{note}</p>}
      </div>
      {beside}
      {tools && <div className='head__tools'>{tools}</div>}
    </header>
  )
}
