import './styles/admin.css';
import { render } from 'preact';
import { createPageModel } from './page-model.ts';
import { AdminPage } from './views/AdminPage.tsx';

const root = document.getElementById('admin');
if (!root) throw new Error('the page has no #admin');
const model = createPageModel(window);
void model.load();
render(<AdminPage model={model} />, root);
