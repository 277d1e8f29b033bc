import { render } from 'preact';
import './styles/panel.css';

render(<p>hello</p>, document.getElementById('__plasmo') as HTMLElement);
