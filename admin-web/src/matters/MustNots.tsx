import { MUST_NOT_SOURCE, mustNotMeant } from '@yike/shared/matters/must-not'

/** For a question at the counter: certificates that the community must not issue, each with where to go instead. */
export function MustNots({ words }: { words: string }) {
  const found = mustNotMeant(words)
  if (found.length === 0) return null
  return (
    <section className='pane' aria-label='这些社区不能开'>
      <h2 className='lead'>这些社区不能开，可以这样办</h2>
      <dl className='matters__not'>
        {found.map(({ number, name, instead }) => (
          <div key={number}>
            <dt className='strong'>{name}</dt>
            <dd>{instead}</dd>
          </div>
        ))}
      </dl>
      <p className='note'>清单出自{MUST_NOT_SOURCE.document}。去哪儿办是本系统写的，以办的单位说的为准。</p>
    </section>
  )
}
