import { Part } from '@/kit/base/part'

/** The title of the page. In H5 it takes the focus when the page is shown (page-title.h5.tsx); WeChat does so itself. */
export const PageTitle = ({ children }: { children: string }) => (
  <Part role='heading' level={1} className='nav__title'>
    {children}
  </Part>
)
