import './styles/panel.css';
import { mountPanel } from './panel/mount-panel.tsx';

mountPanel(false);
