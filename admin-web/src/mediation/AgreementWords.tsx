import type { Agreement } from '@yike/shared/mediation/schemas'
import { dayInFull, instantInFull } from '@yike/shared/time/words'

/** The words of an agreement and its signatures, on the screen and on paper. */
export const AgreementWords = ({ agreement }: { agreement: Agreement }) => (
  <>
    <h3 className='agreement__part'>各方</h3>
    <p>{agreement.parties.map(({ name }) => name).join('、')}</p>
    <h3 className='agreement__part'>事实和争议</h3>
    <p className='agreement__words'>{agreement.facts}</p>
    <h3 className='agreement__part'>约定</h3>
    <p className='agreement__words'>{agreement.terms}</p>
    {agreement.performBy && <p>最晚 {dayInFull(agreement.performBy)}做完。</p>}
    {agreement.signatures.length > 0 && (
      <ul className='agreement__signatures' aria-label='签名'>
        {agreement.signatures.map(({ by, name, at, photo }) => (
          <li key={by}>
            {photo && <img src={photo.thumbUrl} alt={`${name}的签名`} />}
            {name} <span className='note'>{instantInFull(new Date(at))}</span>
          </li>
        ))}
      </ul>
    )}
    {agreement.effectiveAt && agreement.confirmBy && (
      <p>
        {instantInFull(new Date(agreement.effectiveAt))}起生效。{dayInFull(agreement.confirmBy)}
        前，双方可以一起向法院申请司法确认。
      </p>
    )}
  </>
)
