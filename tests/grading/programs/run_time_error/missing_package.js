const _ = require('lodash');
console.log(_.sum([3, 4]));
