require('child_process').execFileSync('/bin/true');
