/* Cockpit writes its dates as 2026-11-24T07:49:39 in every language, and no setting changes that. */
import '../../../../js/webapps/common.js';
import '../../../../js/webapps/models-link.js';

const FORMATS = { normal: 'DD/MM/YYYY HH:mm:ss' };

window.angular?.module('cam.commons.filter.date').decorator('camDateFormat', [
  '$delegate',
  formats => (name = 'normal') => FORMATS[name] ?? formats(name)
]);

export default [];
