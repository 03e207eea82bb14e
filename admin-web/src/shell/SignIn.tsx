import { getSetup } from '@yike/shared/office/endpoints'
import { Mark } from '../kit/show/Dial'
import { useRead } from '../lib/query'
import { SignInForm } from '../lib/SignInForm'
import '../lib/sign-in.css'

/** The one dark ground of the console. */
export const SignIn = () => (
  <main className='signin'>
    <section className='signin__hero'>
      <svg className='signin__dial' viewBox='0 0 100 100' aria-hidden>
        <path d='M0 5A95 95 0 0 1 95 100' pathLength={300} strokeDasharray='97 3 97 3 100 999' />
      </svg>
      <p className='signin__brand'>一刻</p>
      <p className='signin__words'>十五分钟走得到的生活，都在这里办。</p>
    </section>
    <section className='signin__form'>
      <div>
        <p className='signin__small'>
          <Mark /> 一刻
        </p>
        <h1 className='title'>工作台登录</h1>
        <p className='note'>社区管理员、窗口人员、网格员用自己的账号进来。</p>
        <SetupHint />
        <SignInForm />
      </div>
    </section>
  </main>
)

/** The hint at the set-up link, shown as long as nobody has an account to sign in with. */
function SetupHint() {
  const { data } = useRead(getSetup, {})
  return data?.needed ? (
    <p className='refusal signin__hint' role='status'>
      还没有开通，谁都还没有账号。用启动时打印的开通地址打开；找不到就在那台机器上运行 npm run office -- link。
    </p>
  ) : null
}
