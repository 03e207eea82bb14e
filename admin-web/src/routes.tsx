import type { ComponentType } from 'react'
import { createBrowserRouter, Link } from 'react-router'
import { PageHead } from './kit/page/PageHead'
import { Empty, Loading } from './kit/page/PageStates'
import { NotOpened } from './shell/NotOpened'
import { Shell } from './shell/Shell'

const page = (load: () => Promise<{ default: ComponentType }>) => async () => ({ Component: (await load()).default })

/** The only file that knows every page. Each is loaded when it is first opened. */
export const router = createBrowserRouter(
  [
    // Nobody is signed in yet.
    { path: '/setup', lazy: page(() => import('./office/SetupPage')), hydrateFallbackElement: <Loading /> },
    { path: '/invitation', lazy: page(() => import('./office/InvitationPage')), hydrateFallbackElement: <Loading /> },
    {
      path: '/',
      element: <Shell />,
      hydrateFallbackElement: <Loading />,
      errorElement: <NotOpened />,
      children: [
        {
          errorElement: <NotOpened />,
          children: [
            { index: true, lazy: page(() => import('./insight/TodayPage')) },
            { path: 'cases', lazy: page(() => import('./cases/CasesPage')) },
            { path: 'cases/new', lazy: page(() => import('./cases/NewCasePage')) },
            { path: 'cases/:id', lazy: page(() => import('./cases/CasePage')) },
            { path: 'mediations', lazy: page(() => import('./mediation/MediationsPage')) },
            { path: 'mediations/:id', lazy: page(() => import('./mediation/MediationPage')) },
            { path: 'needs', lazy: page(() => import('./needs/NeedsPage')) },
            { path: 'caseworks', lazy: page(() => import('./casework/CaseworksPage')) },
            { path: 'caseworks/:id', lazy: page(() => import('./casework/CaseworkPage')) },
            { path: 'matters', lazy: page(() => import('./matters/MattersPage')) },
            { path: 'matters/:id/file', lazy: page(() => import('./matters/FileMatterPage')) },
            { path: 'admissions', lazy: page(() => import('./admission/AdmissionsPage')) },
            { path: 'work-orders', lazy: page(() => import('./cases/WorkOrdersPage')) },
            { path: 'work-orders/:id', lazy: page(() => import('./cases/WorkOrderImportPage')) },
            { path: 'whistles', lazy: page(() => import('./cases/WhistlesPage')) },
            { path: 'reports', lazy: page(() => import('./moderation/ReportsPage')) },
            { path: 'rates', lazy: page(() => import('./cases/RatesPage')) },
            { path: 'rulings', lazy: page(() => import('./cases/RulingsPage')) },
            { path: 'reply-templates', lazy: page(() => import('./cases/ReplyTemplatesPage')) },
            { path: 'case-categories', lazy: page(() => import('./cases/CategoriesPage')) },
            { path: 'received', lazy: page(() => import('./cases/ReceivedCasesPage')) },
            { path: 'received/:id', lazy: page(() => import('./cases/ReceivedCasePage')) },
            { path: 'bookings', lazy: page(() => import('./booking/DayPage')) },
            { path: 'courses/:sittingId', lazy: page(() => import('./courses/CoursePage')) },
            { path: 'hall', lazy: page(() => import('./hall/CallPage')) },
            { path: 'hall/:id', lazy: page(() => import('./hall/SettingsPage')) },
            { path: 'care', lazy: page(() => import('./care/CarePage')) },
            { path: 'care/:personId', lazy: page(() => import('./care/PersonPage')) },
            { path: 'bookings/calendar', lazy: page(() => import('./booking/CalendarPage')) },
            { path: 'bookings/calls', lazy: page(() => import('./booking/CallsPage')) },
            { path: 'bookings/files', lazy: page(() => import('./booking/ExportsPage')) },
            { path: 'meals', lazy: page(() => import('./meals/KitchenPage')) },
            { path: 'meals/menus', lazy: page(() => import('./meals/MenusPage')) },
            { path: 'meals/till', lazy: page(() => import('./meals/TillPage')) },
            { path: 'meals/statement', lazy: page(() => import('./meals/StatementPage')) },
            { path: 'meals/terms', lazy: page(() => import('./meals/TermsPage')) },
            { path: 'places', lazy: page(() => import('./directory/PlacesPage')) },
            { path: 'places/new', lazy: page(() => import('./directory/PlacePage')) },
            { path: 'places/import', lazy: page(() => import('./directory/ImportsPage')) },
            { path: 'places/import/:id', lazy: page(() => import('./directory/ImportPage')) },
            { path: 'places/:id', lazy: page(() => import('./directory/PlacePage')) },
            { path: 'services', lazy: page(() => import('./directory/ServicesPage')) },
            { path: 'services/new', lazy: page(() => import('./directory/ServicePage')) },
            { path: 'services/:id', lazy: page(() => import('./directory/ServicePage')) },
            { path: 'services/:id/sittings', lazy: page(() => import('./booking/SittingsPage')) },
            { path: 'visits', lazy: page(() => import('./visits/VisitsPage')) },
            { path: 'loans', lazy: page(() => import('./loans/LoansPage')) },
            { path: 'notices', lazy: page(() => import('./notices/NoticesPage')) },
            { path: 'notices/new', lazy: page(() => import('./notices/NoticePage')) },
            { path: 'notices/:id', lazy: page(() => import('./notices/NoticePage')) },
            { path: 'territory', lazy: page(() => import('./territory/TerritoryPage')) },
            { path: 'territory/:id', lazy: page(() => import('./territory/TerritoryPage')) },
            { path: 'messages', lazy: page(() => import('./messages/UndeliveredPage')) },
            { path: 'receivers', lazy: page(() => import('./receivers/ReceiversPage')) },
            { path: 'settings', lazy: page(() => import('./office/SettingsPage')) },
            { path: 'staff', lazy: page(() => import('./office/StaffPage')) },
            { path: 'audit', lazy: page(() => import('./audit/AuditPage')) },
            { path: 'audit/minors', lazy: page(() => import('./privacy/MinorsPage')) },
            { path: 'incidents', lazy: page(() => import('./privacy/IncidentsPage')) },
            { path: 'incidents/:id', lazy: page(() => import('./privacy/IncidentPage')) },
            { path: 'rights', lazy: page(() => import('./office/RightsPage')) },
            { path: 'account', lazy: page(() => import('./people/AccountPage')) },
            { path: 'people', lazy: page(() => import('./people/PeoplePage')) },
            { path: 'people/import', lazy: page(() => import('./people/ResidentImportsPage')) },
            { path: 'people/import/:id', lazy: page(() => import('./people/ResidentImportPage')) },
            {
              path: '*',
              element: (
                <>
                  <PageHead title='没有这一页' />
                  <Empty text='这个地址没有页面。'>
                    <Link to='/'>回今天</Link>
                  </Empty>
                </>
              ),
            },
          ],
        },
      ],
    },
  ],
  { basename: '/admin' },
)
