// A promise that nobody caught.
Promise.reject(new Error('nobody caught this'));
